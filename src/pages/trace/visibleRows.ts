import type { TreeNode } from './buildSpanTree';

/** Indexes of the nodes to show: all but those beneath a collapsed one. */
export function visibleRows(nodes: TreeNode[], collapsed: ReadonlySet<string>): number[] {
  const rows: number[] = [];
  for (let index = 0; index < nodes.length; index++) {
    rows.push(index);
    const { span, descendants } = nodes[index];
    if (collapsed.has(span.id)) {
      index += descendants;
    }
  }
  return rows;
}
