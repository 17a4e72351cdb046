import type { Pool } from 'mysql2/promise';

export interface FakePool {
  pool: Pool;
  /** What was asked, without needless space. */
  asked: Array<{ sql: string; values: unknown[] }>;
}

/** A pool that answers by the table that is asked: of several answers for one table, in turn. */
export function fakePool(answers: Record<string, object[][]> = {}): FakePool {
  const asked: FakePool['asked'] = [];
  const left = new Map(Object.entries(answers).map(([table, rows]) => [table, [...rows]]));
  const query = async (sql: string, values: unknown[]) => {
    asked.push({ sql: sql.replace(/\s+/g, ' ').trim(), values });
    const table = /FROM (maho_insights_\w+)/.exec(sql)?.[1].slice('maho_insights_'.length) ?? '';
    return [left.get(table)?.shift() ?? []];
  };
  return { pool: { query } as unknown as Pool, asked };
}

/** 2026-11-23T12:00:00Z */
export const noon = Date.UTC(2026, 10, 23, 12);
