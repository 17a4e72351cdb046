import type { DamagedBlockError } from '../../store/blocks/DamagedBlockError.ts';
import type { RollupSeries, WantedRollups } from '../../store/metrics/readRollups.ts';

type Read = (wanted: WantedRollups) => Promise<RollupSeries[]>;

interface Answer {
  series: RollupSeries[];
  damaged: DamagedBlockError[];
}

/**
 * Asks once for what several want at the same time: a page asks for many figures of one time at once, each of which is
 * counted from the same roll-ups. Answers are shared, so nobody may change them.
 */
export function shareRollups(read: Read): Read {
  const asked = new Map<string, Promise<Answer>>();
  const ask = async (wanted: WantedRollups): Promise<Answer> => {
    const damaged: DamagedBlockError[] = [];
    const series = await read({ ...wanted, onDamage: (error) => damaged.push(error) });
    return { series, damaged };
  };
  return async ({ onDamage, ...wanted }) => {
    if (wanted.where) {
      return read({ ...wanted, onDamage });
    }
    const { kind, from, to, bucketMs, by, sketches, remember } = wanted;
    const key = JSON.stringify([kind, from, to, bucketMs, by, sketches, remember]);
    const answer = asked.get(key) ?? ask(wanted).finally(() => asked.delete(key));
    asked.set(key, answer);
    const { series, damaged } = await answer;
    damaged.forEach((error) => onDamage?.(error));
    return series;
  };
}
