import type { TreeNode } from './buildSpanTree';
import { ancestorsOf, nextFailure } from './nextFailure';

/** Nodes by depth; an exclamation mark is a failure. */
function nodes(...lines: string[]): TreeNode[] {
  return lines.map((line, index) => ({
    span: { id: String(index), failed: line.includes('!'), events: [] },
    depth: line.lastIndexOf('-') + 1,
  })) as unknown as TreeNode[];
}

test('goes round all failures', () => {
  const tree = nodes('root', '-a!', '-b', '-c!');
  expect(nextFailure(tree, null)).toBe(1);
  expect(nextFailure(tree, '1')).toBe(3);
  expect(nextFailure(tree, '2')).toBe(3);
  expect(nextFailure(tree, '3')).toBe(1);
  expect(nextFailure(nodes('root'), null)).toBe(-1);
});

test('finds what is above a span, and nothing beside it', () => {
  const tree = nodes('root', '-a', '--a1', '-b', '--b1', '---b11');
  expect(ancestorsOf(tree, 5)).toEqual(['4', '3', '0']);
  expect(ancestorsOf(tree, 0)).toEqual([]);
});
