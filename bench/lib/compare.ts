import { createReadStream } from 'node:fs';
import type { RowDataPacket } from 'mysql2/promise';
import { QueryClient } from '../../scripts/lib/QueryClient.ts';
import type { Shim } from '../../scripts/lib/startShim.ts';
import type { Figure } from '../../contract/figures.ts';
import type { LoadResult } from '../generator/protocol.ts';
import type { BenchDatabase } from './openDatabase.ts';

export interface Comparison {
  /** Acknowledged and not found: spans, traces, requests, orders and cart additions, one by one or by number. */
  lost: number;
  /** Found more than once. */
  duplicated: number;
  /** What was asked for, to be read. */
  rows: Array<{ what: string; acknowledged: number; stored: number }>;
}

const dayMs = 86_400_000;
/** Traces that are read back whole over HTTP. */
const readBack = 200;
const pageSize = 100_000;

/**
 * Asks for everything that was acknowledged: figures through the query API, every trace with its number of spans in
 * the index, and some traces with all their spans.
 */
export async function compare(
  loads: LoadResult,
  tracesFile: string,
  shim: Shim,
  database: BenchDatabase
): Promise<Comparison> {
  const client = new QueryClient(shim.url, shim.token);
  const comparison: Comparison = { lost: 0, duplicated: 0, rows: [] };
  const add = (what: string, acknowledged: number, stored: number) => {
    comparison.rows.push({ what, acknowledged, stored });
    comparison.lost += Math.max(0, acknowledged - stored);
    comparison.duplicated += Math.max(0, stored - acknowledged);
  };
  const range = { from: Math.floor(loads.from) - dayMs, to: Math.ceil(loads.to) + dayMs };
  const figure = async (name: Figure) => {
    const rows = await client.rows<Record<string, number>>(
      { queryType: 'figure', figure: name, format: 'total' },
      range
    );
    return rows.reduce((sum, row) => sum + Number(row[name] ?? 0), 0);
  };
  const { acknowledged } = loads;
  add('spans', acknowledged.spans, await figure('spans'));
  add('traces', loads.traces, await figure('traces'));
  if (acknowledged.requests > 0) {
    add('requests, by the shop’s counter', acknowledged.requests, await figure('requests'));
    add('orders', acknowledged.orders, await figure('orders'));
    add('cart additions', acknowledged.cartAdditions, await figure('cartAdditions'));
  }
  await compareTraces(tracesFile, client, database, comparison);
  return comparison;
}

/** Sums may agree where one trace lost what another has twice, so each is looked at. */
async function compareTraces(
  file: string,
  client: QueryClient,
  database: BenchDatabase,
  comparison: Comparison
): Promise<void> {
  const expected = await readTraces(file);
  const total = expected.size;
  const sample = [...expected].filter((_, index) => index % Math.ceil(total / readBack) === 0);
  let complete = 0;
  let lost = 0;
  let duplicated = 0;
  for await (const [id, spans] of storedTraces(database)) {
    const told = expected.get(id) ?? 0;
    lost += Math.max(0, told - spans);
    duplicated += Math.max(0, spans - told);
    complete += told === spans ? 1 : 0;
    expected.delete(id);
  }
  for (const spans of expected.values()) {
    lost += spans;
  }
  comparison.rows.push({
    what: 'traces with each of their spans, by the index',
    acknowledged: total,
    stored: complete,
  });
  let whole = 0;
  for (const [id, spans] of sample) {
    const traceId = Buffer.from(id, 'latin1').toString('hex');
    const rows = await client.rows({ queryType: 'trace', traceId }, { from: 0, to: 1 }).catch(() => []);
    lost += Math.max(0, spans - rows.length);
    duplicated += Math.max(0, rows.length - spans);
    whole += rows.length === spans ? 1 : 0;
  }
  comparison.rows.push({ what: 'traces read back whole', acknowledged: sample.length, stored: whole });
  comparison.lost += lost;
  comparison.duplicated += duplicated;
}

async function readTraces(file: string): Promise<Map<string, number>> {
  const traces = new Map<string, number>();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([rest, chunk]);
    const rows = Math.floor(bytes.length / 20);
    for (let at = 0; at < rows * 20; at += 20) {
      traces.set(bytes.toString('latin1', at, at + 16), bytes.readUInt32LE(at + 16));
    }
    rest = bytes.subarray(rows * 20);
  }
  return traces;
}

async function* storedTraces({ pool }: BenchDatabase): AsyncGenerator<[string, number]> {
  for (let after: Buffer | null = null; ;) {
    const [rows]: [RowDataPacket[], unknown] = await pool.query<RowDataPacket[]>(
      `SELECT trace_id AS id, CAST(SUM(span_count) AS UNSIGNED) AS spans FROM maho_insights_traces
       WHERE trace_id > ? GROUP BY trace_id ORDER BY trace_id LIMIT ${pageSize}`,
      [after ?? Buffer.alloc(0)]
    );
    for (const { id, spans } of rows) {
      yield [(id as Buffer).toString('latin1'), Number(spans)];
    }
    if (rows.length < pageSize) {
      return;
    }
    after = rows[rows.length - 1].id as Buffer;
  }
}
