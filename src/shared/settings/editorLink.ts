import type { AppSettings } from './AppSettings';
import { checkEditorUrl } from './checkEditorUrl';

export type EditorLink = (file: string, line: number) => string | null;

/**
 * Makes links into the shop's code by the settings' template. Null for a place that it cannot tell: a file without its
 * folders, one outside of the prefix where the template asks for `{path}`, or a template that is no good.
 */
export function editorLink({ editorUrl = '', editorPathPrefix = '' }: AppSettings): EditorLink {
  const template = String(editorUrl).trim();
  if (template === '' || checkEditorUrl(template) !== null) {
    return () => null;
  }
  const prefix = withSlash(String(editorPathPrefix).trim());
  return (file, line) => {
    // The path comes from the shop: it must not climb out of the folder or repository that the template names.
    if (!file.startsWith('/') || file.split('/').some((part) => part === '..' || part === '.')) {
      return null;
    }
    if (template.includes('{path}') && !file.startsWith(prefix)) {
      return null;
    }
    const values: Record<string, string> = {
      file: encodePath(file),
      path: encodePath(file.slice(prefix.length)),
      line: String(Math.max(line, 1)),
    };
    return template.replace(/\{(file|path|line)\}/g, (_, name: string) => values[name]);
  };
}

/** `/srv/shop` leaves out the slash after it, too; without a prefix it is the first one. */
function withSlash(prefix: string): string {
  return prefix.endsWith('/') ? prefix : `${prefix}/`;
}

function encodePath(path: string): string {
  return path.split('/').map(encode).join('/');
}

/** A half of a surrogate pair, which a shop may well send, has no UTF-8. */
function encode(part: string): string {
  return encodeURIComponent(
    part.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  );
}
