import type { Span } from './Span';

export interface TreeNode {
  span: Span;
  depth: number;
  children: number;
  /** Spans beneath it at any depth; their rows follow the node's own. */
  descendants: number;
  /** Names a parent that has not come. */
  orphan: boolean;
}

export interface SpanTree {
  /** Depth first: a node, then all beneath it. */
  nodes: TreeNode[];
  orphans: number;
  /** Whether a span without a parent has come. */
  hasRoot: boolean;
}

/**
 * Puts spans beneath their parents, however deep, and whatever is missing: a span whose parent has not come
 * stands at the top, after the roots; one that is its own ancestor is cut loose there too.
 *
 * @param spans in the order of their start
 */
export function buildSpanTree(spans: Span[]): SpanTree {
  const known = new Set(spans.map(({ id }) => id));
  const roots = spans.filter(({ parentId }) => !parentId);
  const orphans = spans.filter(({ parentId }) => parentId && !known.has(parentId));
  const childrenOf = groupByParent(spans);
  const placed = new Set<string>();
  const nodes = [...place(roots, false, childrenOf, placed), ...place(orphans, true, childrenOf, placed)];
  for (const span of spans) {
    if (!placed.has(span.id)) {
      orphans.push(span);
      nodes.push(...place([span], true, childrenOf, placed));
    }
  }
  countDescendants(nodes);
  return { nodes, orphans: orphans.length, hasRoot: roots.length > 0 };
}

function groupByParent(spans: Span[]): Map<string, Span[]> {
  const children = new Map<string, Span[]>();
  for (const span of spans) {
    const siblings = children.get(span.parentId);
    if (siblings) {
      siblings.push(span);
    } else {
      children.set(span.parentId, [span]);
    }
  }
  return children;
}

/** Without recursion: a trace may be deeper than the stack. */
function place(tops: Span[], orphan: boolean, childrenOf: Map<string, Span[]>, placed: Set<string>): TreeNode[] {
  const nodes: TreeNode[] = [];
  const waiting = tops.map((span) => ({ span, depth: 0 })).reverse();
  while (waiting.length > 0) {
    const { span, depth } = waiting.pop()!;
    if (placed.has(span.id)) {
      continue;
    }
    placed.add(span.id);
    const children = (childrenOf.get(span.id) ?? []).filter(({ id }) => !placed.has(id));
    nodes.push({ span, depth, children: children.length, descendants: 0, orphan: orphan && depth === 0 });
    for (let index = children.length - 1; index >= 0; index--) {
      waiting.push({ span: children[index], depth: depth + 1 });
    }
  }
  return nodes;
}

/** A node's descendants are the rows up to the next one that is no deeper. */
function countDescendants(nodes: TreeNode[]): void {
  const open: number[] = [];
  for (let index = 0; index <= nodes.length; index++) {
    const depth = nodes[index]?.depth ?? 0;
    while (open.length > 0 && nodes[open[open.length - 1]].depth >= depth) {
      const closed = open.pop()!;
      nodes[closed].descendants = index - closed - 1;
    }
    open.push(index);
  }
}
