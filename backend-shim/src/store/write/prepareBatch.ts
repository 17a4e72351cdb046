import type { Batch } from '../Batch.ts';
import type { Analyser } from '../Store.ts';
import type { Filing } from './believable.ts';
import { collectParts } from './collectParts.ts';
import { derive } from './derive.ts';
import type { PreparedBatch } from './writeBatch.ts';

/** Does what needs no database: a transaction shall be short, and may have to be repeated. */
export function prepareBatch(batch: Batch, filing: Filing, analyser: Analyser): PreparedBatch {
  const prepared: PreparedBatch = {
    batch,
    parts: collectParts(batch, filing, (log) => analyser.tells(log)),
    derived: new Map(),
    contributions: new Map(),
  };
  for (const part of prepared.parts) {
    // Log records that tell of no failure are only kept.
    if (part.spans || part.isTelling) {
      const { derived, contributions } = derive(part, analyser);
      prepared.derived.set(part.groupId, derived);
      prepared.contributions.set(part.groupId, contributions);
    }
  }
  return prepared;
}
