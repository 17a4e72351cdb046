import { checkEditorUrl } from './checkEditorUrl';
import { editorLink } from './editorLink';

const file = '/srv/shop/app/code/local/Acme/Pay ment.php';

test.each([
  [
    'phpstorm://open?file={file}&line={line}',
    '',
    'phpstorm://open?file=/srv/shop/app/code/local/Acme/Pay%20ment.php&line=12',
  ],
  ['vscode://file{file}:{line}', '', 'vscode://file/srv/shop/app/code/local/Acme/Pay%20ment.php:12'],
  [
    'https://github.com/acme/shop/blob/main/{path}#L{line}',
    '/srv/shop',
    'https://github.com/acme/shop/blob/main/app/code/local/Acme/Pay%20ment.php#L12',
  ],
  [
    'https://github.com/acme/shop/blob/main/{path}#L{line}',
    '/srv/shop/',
    'https://github.com/acme/shop/blob/main/app/code/local/Acme/Pay%20ment.php#L12',
  ],
])('%s below %j', (editorUrl, editorPathPrefix, link) => {
  expect(checkEditorUrl(editorUrl)).toBeNull();
  expect(editorLink({ editorUrl, editorPathPrefix })(file, 12)).toBe(link);
});

const repository = { editorUrl: 'https://example.org/main/{path}#L{line}', editorPathPrefix: '/srv/shop' };

test.each([
  ['a base name, which could be anywhere', 'Payment.php'],
  ['a file beside the prefix', '/srv/shopping/a.php'],
  ['a file elsewhere', '/usr/share/php/a.php'],
  ['one that climbs', '/srv/shop/../../evil'],
  ['nothing', ''],
  ['what runs in the page', 'javascript:alert(1)'],
])('%s has no link', (_, place) => {
  expect(editorLink(repository)(place, 1)).toBeNull();
});

test('what the path holds stays a part of the path', () => {
  const link = editorLink(repository)('/srv/shop/a?b#c&d"e<f>\ud800.php', 0);
  expect(link).toBe('https://example.org/main/a%3Fb%23c%26d%22e%3Cf%3E%EF%BF%BD.php#L1');
});

test.each([
  'javascript:alert({file})',
  'JavaScript://x/%0aalert(1)//{file}',
  ' javascript://open/{file}',
  'java\nscript://open/{file}',
  'data:text/html,{file}',
  'data://x/{file}',
  'vbscript://x/{file}',
  'blob:https://x/{file}',
  'file:///{file}',
  '//example.org/{file}',
  '/a/{file}',
  'https://{file}',
  'https:{file}',
  'https://example.org/{password}/{file}',
  'https://example.org/',
  'https://exam ple.org/{file}',
])('%j is refused, and makes no link whoever stored it', (editorUrl) => {
  expect(checkEditorUrl(editorUrl)).not.toBeNull();
  expect(editorLink({ editorUrl })('/srv/a.php', 1)).toBeNull();
});

test('no template is fine, and makes no link', () => {
  expect(checkEditorUrl('  ')).toBeNull();
  expect(editorLink({})('/srv/a.php', 1)).toBeNull();
  expect(editorLink({ editorUrl: null, editorPathPrefix: 4 } as never)('/srv/a.php', 1)).toBeNull();
});
