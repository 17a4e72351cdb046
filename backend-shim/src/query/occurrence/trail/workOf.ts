import type { ReadSpans } from './ReadSpans.ts';

/**
 * For each span the root of the work that it belongs to, as a place in `rows`: the request, or the queued message
 * around it, which runs in the trace of whoever sent it, minutes or days later.
 */
export function workOf({ spans, templates }: ReadSpans): Int32Array {
  const { rows, parents, table } = spans;
  const work = new Int32Array(rows.length).fill(unknown);
  for (let at = 0; at < rows.length; at++) {
    const path: number[] = [];
    let above = at;
    // A parent may stand after its child where clocks differ; loops were broken before.
    while (work[above] === unknown && parents[above] >= 0 && !isMessage(above)) {
      path.push(above);
      above = parents[above];
    }
    work[above] = work[above] === unknown ? (isMessage(above) ? above : request) : work[above];
    path.forEach((each) => (work[each] = work[above]));
  }
  return work;

  function isMessage(at: number): boolean {
    return templates.at(table.template[rows[at]]).kind === 'consumer';
  }
}

const unknown = -2;
/** All that is in no message is the request's, also where what lies between has not come. */
export const request = -1;
