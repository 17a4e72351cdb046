import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupedFailure } from '../Grouping.ts';
import { grouping } from '../current.ts';
import { groupingV1 } from './groupingV1.ts';
import { variables } from './variables.ts';

/** These ids stand in databases. Where one has to change, that is another version, in a folder of its own. */
const frame = (name: string, file: string, line: number) => ({ function: name, file, line });
const frames = [
  frame('Mage::throwException', '/srv/store/app/Mage.php', 616),
  frame('Mage_Sales_Model_Quote->addProduct', '/srv/store/app/code/core/Mage/Sales/Model/Quote.php', 5),
  frame('Acme\\Pay\\Card->{closure:Acme\\Pay\\Card::run():7}', '/srv/store/app/code/local/Acme/Pay/Card.php', 7),
  frame('array_map', '', 0),
  frame('Acme\\Pay\\Card->run', '/srv/store/app/code/local/Acme/Pay/Card.php', 6),
  frame('Acme\\Pay\\Row@anonymous/srv/store/x.php:3$0->load', 'x.php', 4),
  frame('include', '/srv/store/app/design/frontend/a/view.phtml', 12),
  frame('Mage::run', '/srv/store/app/Mage.php', 701),
  frame('{main}', '/srv/store/public/index.php', 71),
];
const exception = (type: string, message: string, stack = frames) => ({
  type,
  message,
  file: stack[0]?.file ?? '',
  line: stack[0]?.line ?? 0,
  frames: stack,
});
const sqlState = "SQLSTATE[42S02]: Base table or view not found: 1146 Table 'shop.a' doesn't exist";

const examples: Array<[string, string, GroupedFailure]> = [
  [
    'exception',
    '9c46b96d424b187cf3834ddf7bc14ceb',
    { kind: 'exception', chain: [exception('Mage_Core_Exception', 'Order 5 failed')] },
  ],
  [
    'cause',
    '0395d43ff0591ca645d3dad4c568eacc',
    {
      kind: 'exception',
      chain: [exception('Acme\\Failed', 'Away', frames.slice(4)), exception('RuntimeException', 'x')],
    },
  ],
  [
    'core alone',
    '7bcd165f5293660dc41ac840c7d7333d',
    { kind: 'exception', chain: [exception('Mage_Core_Exception', 'x', [frames[0], frames[1], frames[7]])] },
  ],
  [
    'library alone',
    '6c528a05cc6be629194bcdecd75228c2',
    { kind: 'exception', chain: [exception('X', 'x', [frame('Maho\\Routing\\Matcher->find', 'M.php', 5)])] },
  ],
  [
    'place alone',
    '8c3b830b03c29c4f45c6d1b4342e7141',
    { kind: 'exception', chain: [exception('X', 'x', [frame('{main}', '/srv/import.php', 5)])] },
  ],
  [
    'message alone',
    'fb621f5eec8c7962e603a326343e5537',
    { kind: 'exception', chain: [exception('X', 'Order 100000042 of [email] at 2026-11-24 failed', [])] },
  ],
  [
    'query',
    'fd45063ece826727fb251e0b43653389',
    {
      kind: 'exception',
      chain: [exception('PDOException', `${sqlState}, query was: SELECT * FROM \`a\` WHERE id IN (?, 5)`)],
    },
  ],
  [
    'service',
    'c321fa036d50956a4a4512b05571edb4',
    {
      kind: 'exception',
      chain: [
        exception(
          'Symfony\\Component\\HttpClient\\Exception\\ServerException',
          'HTTP/2 503 returned for "https://node-12.pay.example/v1/orders/5".'
        ),
      ],
    },
  ],
  [
    'php',
    'f5026e31d5c7218fa28810ada8bd366d',
    {
      kind: 'php',
      level: 'Warning',
      message: 'Undefined array key "a"',
      file: '/srv/store/app/code/local/Acme/x.php',
      line: 5,
    },
  ],
  [
    'log',
    '1499c7724be9b67cb9d5a1c545cc26e6',
    { kind: 'log', text: "Feed 'de': cannot read /var/feed/5.csv, took 5.2 s (ref 6db24462df04)" },
  ],
  ['http', '473d7a17828485d0781d9bfb7655be5b', { kind: 'http', status: 503, route: 'checkout/cart/index' }],
];

it.each(examples)('%s', (_what, id, failure) => {
  expect(groupingV1.group(failure).problemId).toBe(id);
});

it('is the version in use', () => {
  expect([groupingV1.version, grouping]).toEqual([1, groupingV1]);
});

describe('docs/grouping.md', () => {
  const documentation = readFileSync(join(__dirname, '../../../../../../docs/grouping.md'), 'utf8');
  const sourceOf = (file: string) => readFileSync(join(__dirname, file), 'utf8');

  it('has every variable part of a message, in order', () => {
    const listed = [...documentation.matchAll(/^(\d+)\. `(<[^`]*)` ``(.*)``$/gm)].map(([, , sign, pattern]) => [
      pattern,
      sign,
    ]);
    expect(listed).toEqual(variables.map(([pattern, sign]) => [String(pattern), sign]));
  });

  it.each([
    'codeOwner.ts',
    'frameName.ts',
    'databaseError.ts',
    'httpClientError.ts',
    'thrownPhpError.ts',
    'pathInStore.ts',
    'visibleLine.ts',
    'messagePattern.ts',
  ])('has every pattern of %s', (file) => {
    const patterns = [
      ...sourceOf(file).matchAll(/(?<=[\s(,=[|&!])\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[gimsu]*/g),
    ].map(([text]) => text);
    expect(patterns.length).toBeGreaterThan(0);
    expect(patterns.filter((pattern) => !documentation.includes(pattern))).toEqual([]);
  });

  it('has every library', () => {
    const names = /const libraries = new Set\(\s*\(([\s\S]*?)\)\.split/
      .exec(sourceOf('codeOwner.ts'))![1]
      .match(/\w+/g)!;
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(documentation))).toEqual([]);
  });
});
