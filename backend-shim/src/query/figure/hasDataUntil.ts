import type { QueryContext } from '../shared/QueryContext.ts';
import type { Kept } from '../shared/readKept.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const kinds = ['requests', 'counters', 'problems'] as const;

/** Whether anything was counted at `time` (ms since 1970) or before, of all services or of one. */
export async function hasDataUntil(
  { readRollups }: Pick<QueryContext, 'readRollups'>,
  { first }: Kept,
  time: number,
  service: string | null
): Promise<boolean> {
  if (first > time) {
    return false;
  }
  const where = service === null ? undefined : ([of]: string[]) => of === service;
  const to = Math.floor(time / minute) * minute + minute;
  // Who sends anything does so in most hours: further back is looked only for one who does not.
  for (const length of [hour, 31 * day, Infinity]) {
    const from = Math.max(first, Math.floor((to - length) / hour) * hour);
    for (const kind of kinds) {
      const found = await readRollups({ kind, from, to, bucketMs: null, where, by: ['service'], remember: true });
      if (found.some(({ values }) => values.some((value) => value > 0))) {
        return true;
      }
    }
    if (from === first) {
      return false;
    }
  }
  return false;
}
