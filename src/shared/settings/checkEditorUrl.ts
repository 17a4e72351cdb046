/** Schemes that open a page or a program of a developer; never those that run something in this page. */
const schemes = [
  'https',
  'http',
  'phpstorm',
  'idea',
  'jetbrains',
  'vscode',
  'vscode-insiders',
  'vscodium',
  'cursor',
  'windsurf',
  'zed',
  'subl',
  'sublime',
  'txmt',
  'mvim',
  'nvim',
  'emacs',
  'netbeans',
  'nova',
  'editor',
];
const places = ['file', 'path', 'line'];

/** Why this cannot be the template of a link into the shop's code, as a sentence; null where it can. Empty is for none. */
export function checkEditorUrl(template: string): string | null {
  const text = template.trim();
  if (text === '') {
    return null;
  }
  if (/[\s\u0000-\u001f\u007f]/.test(text)) {
    return 'A URL has no spaces.';
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1].toLowerCase();
  if (!scheme || !schemes.includes(scheme)) {
    return 'It has to begin with https://, http:// or an editor such as phpstorm:// or vscode://.';
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#{}]+/i.test(text)) {
    return 'After the scheme comes a host or a command, before any place in braces: https://github.com/{path}.';
  }
  const unknown = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name).find((name) => !places.includes(name));
  if (unknown !== undefined) {
    return `There is no {${unknown}}: use {file}, {path} and {line}.`;
  }
  return /\{(file|path)\}/.test(text) ? null : 'It has to name the place by {file} or {path}.';
}
