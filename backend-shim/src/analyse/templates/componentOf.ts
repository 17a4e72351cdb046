import type { ComponentWord } from '../../pipeline/rollups.ts';
import type { TemplateContent } from '../../pipeline/spans/SpanTemplate.ts';
import { actionOf } from '../performance/routeOf.ts';

/** What a span stands for: see `componentWords`. */
export interface Component {
  component: ComponentWord;
  name: string;
}

/** What Maho's profiler names its timers, from which its spans come. */
const prefixes: Array<[string, (rest: string, content: TemplateContent) => Component]> = [
  ['BLOCK:render:', block],
  ['BLOCK:', () => ({ component: 'layout', name: '' })],
  ['OBSERVER:', (rest) => ({ component: 'observer', name: rest.trim() })],
  ['dispatch.controller.action.', controller],
  ['mage::', (rest) => ({ component: 'startup', name: rest })],
  ['cache.', (rest) => ({ component: 'cache', name: rest })],
  ['cron.job', (_rest, content) => ({ component: 'cron', name: text(content, 'cron.job_code') })],
  ['email.send', (_rest, content) => ({ component: 'email', name: text(content, 'email.template_id') })],
  ['image.', () => ({ component: 'image', name: '' })],
  ['index.', (_rest, content) => ({ component: 'index', name: text(content, 'index.code') })],
  ['payment.', payment],
];

const maxName = 160;

/**
 * What a span with this content stands for, by what Maho defines; what a module measures for itself goes by its name.
 * Names have no numbers that differ from request to request. Of SQL, nothing is said: it has roll-ups of its own.
 */
export function componentOf(content: TemplateContent): Component {
  const { component, name } = find(content);
  return { component, name: plain(name) };
}

function find(content: TemplateContent): Component {
  const { name, kind } = content;
  if (kind === 'server') {
    return { component: 'request', name: '' };
  }
  if (kind === 'consumer') {
    return { component: 'message', name: name.replace(/^process /, '') };
  }
  if (kind === 'client' && (has(content, 'http.request.method') || has(content, 'url.full'))) {
    return { component: 'http', name: hostOf(content) };
  }
  for (const [prefix, make] of prefixes) {
    if (name.startsWith(prefix)) {
      return make(name.slice(prefix.length), content);
    }
  }
  return { component: 'other', name };
}

function block(rest: string, content: TemplateContent): Component {
  return { component: 'block', name: text(content, 'block.template') || text(content, 'block.class') || rest };
}

/** Phases go by their own name: the action is known by the route. */
function controller(rest: string): Component {
  const isAction = actionOf(`dispatch.controller.action.${rest}`) !== null;
  return { component: 'controller', name: isAction ? rest : rest.slice(rest.lastIndexOf('.') + 1) };
}

function payment(rest: string, content: TemplateContent): Component {
  return { component: 'payment', name: `${rest} ${text(content, 'payment.method')}`.trim() };
}

function hostOf(content: TemplateContent): string {
  const host = text(content, 'server.address') || text(content, 'net.peer.name');
  if (host !== '') {
    return host;
  }
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(text(content, 'url.full'))?.[1] ?? '';
}

/** Without what numbers anonymous blocks and classes, and without ids that a name may hold. */
function plain(name: string): string {
  return name
    .replaceAll('\0', ' ')
    .replace(/@anonymous.*$/s, '@anonymous')
    .replace(/ANONYMOUS_\d+/g, 'ANONYMOUS')
    .replace(/(?<![\w])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w])/gi, '<uuid>')
    .replace(/(?<![\w.])(?=[0-9a-f]*\d)[0-9a-f]{16,}(?![\w.])/gi, '<hex>')
    .replace(/(?<![a-z0-9])\d{3,}(?![a-z0-9])/gi, '<n>')
    .slice(0, maxName)
    .toWellFormed();
}

function has({ attributes }: TemplateContent, key: string): boolean {
  return attributes[key] !== undefined;
}

function text({ attributes }: TemplateContent, key: string): string {
  const value = attributes[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
