import type { OpenedBlock } from './OpenedBlock.ts';

/** All parts of one trace that are compacted together. */
export interface PartGroup {
  traceId: string;
  /** The earliest time under which one is filed, ms since 1970. */
  filedAt: number;
  /** Where they are: a block, and the place in it. */
  places: Array<{ opened: OpenedBlock; at: number }>;
}

/** By the time under which the traces are filed. Log records that belong to no trace are a group each. */
export function groupParts(blocks: OpenedBlock[]): PartGroup[] {
  const groups = new Map<string, PartGroup>();
  for (const opened of blocks) {
    opened.block.traces.forEach(({ traceId, filedAt }, at) => {
      const key = traceId === '' ? `${opened.info.blockId} ${at}` : traceId;
      const group = groups.get(key);
      if (group) {
        group.filedAt = Math.min(group.filedAt, filedAt);
        group.places.push({ opened, at });
      } else {
        groups.set(key, { traceId, filedAt, places: [{ opened, at }] });
      }
    });
  }
  return Array.from(groups.values()).sort((a, b) => a.filedAt - b.filedAt || (a.traceId < b.traceId ? -1 : 1));
}
