import type { TreeNode } from './buildSpanTree';

/** Rows moved by Page Up and Page Down. */
const page = 20;

/**
 * Where a key leads in the tree, as the ARIA pattern for trees has it: right opens, then goes to the first child;
 * left closes, then goes to the parent. Null for a key that means nothing.
 *
 * @param rows indexes of the nodes that are shown
 */
export function nextFocus(
  key: string,
  row: number,
  rows: number[],
  nodes: TreeNode[],
  collapsed: ReadonlySet<string>
): { row: number; toggle?: boolean } | null {
  const last = rows.length - 1;
  const node = nodes[rows[row]];
  const closed = collapsed.has(node.span.id);
  switch (key) {
    case 'ArrowDown':
      return { row: Math.min(row + 1, last) };
    case 'ArrowUp':
      return { row: Math.max(row - 1, 0) };
    case 'PageDown':
      return { row: Math.min(row + page, last) };
    case 'PageUp':
      return { row: Math.max(row - page, 0) };
    case 'Home':
      return { row: 0 };
    case 'End':
      return { row: last };
    case 'ArrowRight':
      if (node.children === 0) {
        return null;
      }
      return closed ? { row, toggle: true } : { row: row + 1 };
    case 'ArrowLeft':
      if (node.children > 0 && !closed) {
        return { row, toggle: true };
      }
      return { row: parentRow(row, rows, nodes) };
    default:
      return null;
  }
}

function parentRow(row: number, rows: number[], nodes: TreeNode[]): number {
  const { depth } = nodes[rows[row]];
  for (let above = row - 1; above >= 0; above--) {
    if (nodes[rows[above]].depth < depth) {
      return above;
    }
  }
  return row;
}
