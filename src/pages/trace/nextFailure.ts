import type { TreeNode } from './buildSpanTree';
import { hasException } from './summariseTrace';

/** Whether the span failed, or an exception was recorded in it. */
export function isFailure({ span }: TreeNode): boolean {
  return span.failed || hasException(span);
}

/** Index of the next failure after the given span, round to the first; -1 for none. */
export function nextFailure(nodes: TreeNode[], after: string | null): number {
  const from = nodes.findIndex(({ span }) => span.id === after) + 1;
  const next = nodes.findIndex((node, index) => index >= from && isFailure(node));
  return next >= 0 ? next : nodes.findIndex(isFailure);
}

/** Ids of all spans above a node: they have to be open for it to be seen. */
export function ancestorsOf(nodes: TreeNode[], index: number): string[] {
  const ancestors: string[] = [];
  let { depth } = nodes[index];
  for (let above = index - 1; above >= 0 && depth > 0; above--) {
    if (nodes[above].depth < depth) {
      depth = nodes[above].depth;
      ancestors.push(nodes[above].span.id);
    }
  }
  return ancestors;
}
