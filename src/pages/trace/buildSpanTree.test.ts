import { buildSpanTree } from './buildSpanTree';
import type { Span } from './Span';
import { visibleRows } from './visibleRows';

function span(id: string, parentId = ''): Span {
  return {
    id,
    parentId,
    name: id,
    kind: '',
    service: '',
    start: 0,
    offset: 0,
    duration: 0,
    failed: false,
    statusMessage: '',
    attributes: [],
    events: [],
  };
}

/** The tree as indented names. */
function drawn(spans: Span[]): string[] {
  return buildSpanTree(spans).nodes.map(
    ({ span: { name }, depth, orphan }) => '-'.repeat(depth) + name + (orphan ? '?' : '')
  );
}

test('puts each span beneath its parent, in the order of the spans', () => {
  expect(drawn([span('root'), span('a', 'root'), span('b', 'root'), span('a1', 'a')])).toEqual([
    'root',
    '-a',
    '--a1',
    '-b',
  ]);
});

test('children may come before their parents', () => {
  expect(drawn([span('a1', 'a'), span('a', 'root'), span('root')])).toEqual(['root', '-a', '--a1']);
});

test('a span whose parent has not come stands at the top with all beneath it, after the root', () => {
  const tree = buildSpanTree([span('lost', 'gone'), span('below', 'lost'), span('root')]);
  expect(tree.nodes.map(({ span: { id }, depth, orphan }) => [id, depth, orphan])).toEqual([
    ['root', 0, false],
    ['lost', 0, true],
    ['below', 1, false],
  ]);
  expect(tree).toMatchObject({ orphans: 1, hasRoot: true });
});

test('tells that the root has not come', () => {
  expect(buildSpanTree([span('a', 'root')])).toMatchObject({ orphans: 1, hasRoot: false });
});

test('spans that are their own ancestors are neither lost nor endless', () => {
  expect(drawn([span('root'), span('a', 'b'), span('b', 'a'), span('self', 'self')])).toEqual([
    'root',
    'a?',
    '-b',
    'self?',
  ]);
});

test('counts what is beneath each span', () => {
  const { nodes } = buildSpanTree([span('root'), span('a', 'root'), span('a1', 'a'), span('b', 'root'), span('other')]);
  expect(nodes.map(({ span: { id }, children, descendants }) => [id, children, descendants])).toEqual([
    ['root', 2, 3],
    ['a', 1, 1],
    ['a1', 0, 0],
    ['b', 0, 0],
    ['other', 0, 0],
  ]);
});

test('a trace may be deeper than the stack, and wider than is good for it', () => {
  const deep = Array.from({ length: 20_000 }, (_, index) => span(`d${index}`, index ? `d${index - 1}` : ''));
  expect(buildSpanTree(deep).nodes.at(-1)?.depth).toBe(19_999);
  const wide = [span('root'), ...Array.from({ length: 20_000 }, (_, index) => span(`w${index}`, 'root'))];
  expect(buildSpanTree(wide).nodes[0].descendants).toBe(20_000);
});

test('what is beneath a collapsed span is not shown', () => {
  const { nodes } = buildSpanTree([span('root'), span('a', 'root'), span('a1', 'a'), span('b', 'root')]);
  const shown = (collapsed: string[]) => visibleRows(nodes, new Set(collapsed)).map((index) => nodes[index].span.id);
  expect(shown([])).toEqual(['root', 'a', 'a1', 'b']);
  expect(shown(['a'])).toEqual(['root', 'a', 'b']);
  expect(shown(['root', 'a'])).toEqual(['root']);
});
