import type { Pool } from 'mysql2/promise';
import { joinedToRows, like } from '../search/rowCondition.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';

/** Texts of occurrences are long, and in no index: the latest ones are searched. */
export const mostSearched = 2_000;

export interface Told {
  /** Of each text, the problems of which an occurrence holds it in message, path or route. */
  byText: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether there may be occurrences that were not searched. */
  isBounded: boolean;
}

/** Searches the latest occurrences in the range. */
export async function searchOccurrences(pool: Pool, range: TimeRange, texts: string[]): Promise<Told> {
  if (texts.length === 0) {
    return { byText: new Map(), isBounded: false };
  }
  const conditions = texts.map((text) => like("CONCAT_WS('\\n', o.message, p.path, e.route)", `*${text}*`));
  const rows = await select<Record<string, unknown> & { id: Buffer; searched: number }>(
    pool,
    `SELECT o.error_hash AS id, COUNT(*) AS searched${conditions.map(({ sql }, at) => `, MAX(${sql}) AS text${at}`).join('')}
     FROM (
       SELECT o.error_hash, o.message, o.source_id, o.endpoint_id, o.path_id FROM maho_insights_error_occurrences o
       WHERE o.occurred_at BETWEEN ? AND ?
       ORDER BY o.occurred_at DESC
       LIMIT ${mostSearched}
     ) o
     ${joinedToRows}
     GROUP BY o.error_hash`,
    [...conditions.flatMap(({ values }) => values), new Date(range.from), new Date(range.to)]
  );
  const holding = (at: number) => rows.filter((row) => Boolean(row[`text${at}`])).map(({ id }) => id.toString('hex'));
  return {
    byText: new Map(texts.map((text, at) => [text, new Set(holding(at))])),
    isBounded: rows.reduce((sum, { searched }) => sum + Number(searched), 0) >= mostSearched,
  };
}
