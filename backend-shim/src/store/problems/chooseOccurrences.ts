import type { PoolConnection } from 'mysql2/promise';
import type { Occurrence } from '../../pipeline/analysis.ts';
import { countRows, findRows, type KnownOccurrence } from '../tables/occurrences.ts';
import { msOf } from './ProblemChange.ts';
import { sampleOf } from './sampleOf.ts';

const hourMs = 3_600_000;

/** Occurrences of one problem within an hour (by the clock, UTC). */
interface Group<T> {
  problemId: string;
  hour: number;
  told: T[];
}

export interface Choice<T> {
  write: T[];
  /** Rows that others take the place of. */
  remove: KnownOccurrence[];
}

/**
 * Which of a batch's occurrences get rows, and which rows go: of a problem and an hour the first, the last, and at most
 * `most` others are kept. The problems are locked, so that each writer sees the rows of the one before.
 */
export async function chooseOccurrences<T extends { occurrence: Occurrence }>(
  connection: PoolConnection,
  told: T[],
  most: number
): Promise<Choice<T>> {
  const choice: Choice<T> = { write: [], remove: [] };
  for (const [hour, groups] of Map.groupBy(groupsOf(told), (group) => group.hour)) {
    const time = { from: new Date(hour * hourMs), to: new Date((hour + 1) * hourMs) };
    const counts = await countRows(
      connection,
      groups.map(({ problemId }) => problemId),
      time
    );
    const full = new Set(groups.filter((group) => group.told.length + (counts.get(group.problemId) ?? 0) > most));
    const rows = Map.groupBy(
      await findRows(
        connection,
        [...full].map(({ problemId }) => problemId),
        time
      ),
      ({ problemId }) => problemId
    );
    for (const group of groups) {
      add(choice, group, full.has(group) ? (rows.get(group.problemId) ?? []) : [], most);
    }
  }
  return choice;
}

function add<T extends { occurrence: Occurrence }>(
  choice: Choice<T>,
  { told }: Group<T>,
  rows: KnownOccurrence[],
  most: number
): void {
  const candidates = new Map<string, { id: string; time: number; told: T | null; row: KnownOccurrence | null }>();
  for (const row of rows) {
    candidates.set(row.id, { id: row.id, time: +row.time, told: null, row });
  }
  for (const each of told) {
    const { id } = each.occurrence;
    candidates.set(id, { id, time: msOf(each.occurrence), told: each, row: candidates.get(id)?.row ?? null });
  }
  const kept = new Set(sampleOf([...candidates.values()], most));
  for (const candidate of candidates.values()) {
    if (!kept.has(candidate) && candidate.row) {
      choice.remove.push(candidate.row);
    } else if (kept.has(candidate) && candidate.told) {
      choice.write.push(candidate.told);
    }
  }
}

function groupsOf<T extends { occurrence: Occurrence }>(told: T[]): Array<Group<T>> {
  const groups = new Map<string, Group<T>>();
  for (const each of told) {
    const { problemId } = each.occurrence;
    const hour = Math.floor(msOf(each.occurrence) / hourMs);
    const key = `${hour} ${problemId}`;
    const group = groups.get(key);
    if (group) {
      group.told.push(each);
    } else {
      groups.set(key, { problemId, hour, told: [each] });
    }
  }
  return [...groups.values()];
}
