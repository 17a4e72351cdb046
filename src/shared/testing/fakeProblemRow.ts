import type { ProblemRow } from '../../../contract/rows';

/** A row of a `problems` query; `id` is repeated to its length. */
export function fakeProblemRow({ id = 'a', ...changed }: Partial<ProblemRow> = {}): ProblemRow &
  Record<string, unknown> {
  const now = Date.now();
  return {
    id: id.repeat(32).slice(0, 32),
    title: 'Call to undefined method',
    type: 'Error',
    file: '/srv/shop/app/ProductController.php',
    line: 45,
    route: 'catalog/product/view',
    status: 'open',
    handled: false,
    occurrences: 1234,
    visitors: 7,
    trend: [0, 3, 1],
    firstSeen: now - 40 * 86_400_000,
    lastSeen: now - 300_000,
    assignee: null,
    regressedAt: null,
    revision: 1,
    merged: 0,
    ...changed,
  };
}
