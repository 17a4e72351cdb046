import { readLogPattern } from '../../dictionary/logPatternJson.ts';
import type { LogPattern } from '../../dictionary/LogPattern.ts';
import { DamagedBlockError } from '../DamagedBlockError.ts';
import type { PatternAt } from './LogReader.ts';

/**
 * @param told - JSON, or null for the next of `ids`
 * @throws DamagedBlockError
 */
export function patternsOf(told: Array<string | null>, ids: string[]): PatternAt {
  let next = 0;
  const places = told.map((json) => (json === null ? ids[next++] : null));
  if (next !== ids.length) {
    throw new DamagedBlockError(`${next} patterns of the dictionary, not ${ids.length}`, 'tables');
  }
  const parsed = new Map<number, LogPattern>();
  return (place, dictionary) => {
    const id = places[place];
    const pattern = id === null ? (parsed.get(place) ?? parse(told[place] as string)) : dictionary.logPattern(id);
    parsed.set(place, pattern);
    return pattern;
  };
}

function parse(json: string): LogPattern {
  try {
    return readLogPattern(json);
  } catch (error) {
    throw new DamagedBlockError((error as Error).message, 'patterns of log records', { cause: error });
  }
}
