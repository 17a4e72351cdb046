import mysql from 'mysql2/promise';
import { decodeSeries } from '../../backend-shim/src/store/metrics/decodeSeries.ts';
import { openBlock } from '../../backend-shim/src/store/blocks/openBlock.ts';
import { Dictionary } from '../../backend-shim/src/store/dictionary/Dictionary.ts';
import { unpackEntry } from '../../backend-shim/src/store/dictionary/entryBody.ts';
import { spanOf } from '../../backend-shim/src/pipeline/spans/spanOf.ts';
import { SpanTable } from '../../backend-shim/src/pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../backend-shim/src/pipeline/spans/TemplateTable.ts';

type Row = mysql.RowDataPacket;
type Unpack = (row: Row, connection: mysql.Connection) => Promise<string> | string;

/** How each table's compressed bodies are read: as the receiver itself does, so that nothing in them stays unseen. */
const unpackers: Record<string, Unpack | undefined> = {
  maho_insights_dictionary: (row) => unpackEntry(row.body),
  maho_insights_metrics: unpackSeries,
  maho_insights_metrics_history: unpackSeries,
  maho_insights_trace_blocks: unpackBlock,
};

/** Every column of every row of a schema as text, one row a line; what is compressed is unpacked. */
export async function dumpDatabase(url: string): Promise<string> {
  const connection = await mysql.createConnection({ uri: url, timezone: 'Z' });
  try {
    const [tables] = await connection.query<Row[]>({ sql: 'SHOW TABLES', rowsAsArray: true });
    const lines: string[] = [];
    for (const [table] of tables as unknown as string[][]) {
      const [rows] = await connection.query<Row[]>(`SELECT * FROM ${table}`);
      for (const row of rows) {
        lines.push(`${table}: ${await textOf(table, row, connection)}`);
      }
    }
    return lines.join('\n');
  } finally {
    await connection.end();
  }
}

async function textOf(table: string, row: Row, connection: mysql.Connection): Promise<string> {
  const columns = Object.values(row).map((value) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : typeof value === 'string' ? value : JSON.stringify(value)
  );
  const unpack = unpackers[table];
  if (!unpack && Object.values(row).some((value) => Buffer.isBuffer(value) && value.length > 16)) {
    throw new Error(`${table} has bodies that this dump cannot read`);
  }
  // A merged place in the roll-ups may be empty.
  const body = unpack && row.body.length > 0 ? await unpack(row, connection) : '';
  return [...columns, body].join(' ');
}

function unpackSeries(row: Row): string {
  return JSON.stringify(decodeSeries(row.kind, row.body, row.version).columns.tables);
}

async function unpackBlock(row: Row, connection: mysql.Connection): Promise<string> {
  const block = openBlock(row.body, row.version);
  const dictionary = await new Dictionary().load(connection, block.uses);
  const templates = new TemplateTable();
  const traces = block.traces.map((_outline, at) => {
    const { traceId, spans, logs } = block.read(at, new SpanTable(), templates, dictionary);
    return { traceId, logs, spans: spans && Array.from(spans.rows, (_row, place) => spanOf(spans, place, templates)) };
  });
  return JSON.stringify(traces);
}
