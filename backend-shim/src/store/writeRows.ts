import type { PoolConnection, ResultSetHeader } from 'mysql2/promise';
import type { Table } from './tables/table.ts';

type Value = string | number | Buffer | Date | null;

/** Bounds of one statement; the sizes keep it far below every server's default max_allowed_packet. */
const mostRows = 64;
const mostBytes = 4 << 20;

/**
 * Inserts rows in the order of their keys (so that writers lock in one order). Rows that are there already are
 * replaced, column by column, or with `keep` left as they are.
 *
 * Not INSERT IGNORE: that would turn bad data into a warning and store something else.
 */
export async function writeRows<Row extends object>(
  connection: PoolConnection,
  table: Table<Row>,
  rows: Row[],
  existing: 'replace' | 'keep' | { set: string }
): Promise<void> {
  for (const chunk of chunks(encodeRows(table, rows))) {
    const sql = insertStatement(table, chunk.length, existing);
    await connection.execute<ResultSetHeader>(sql, chunk.flat());
  }
}

export function insertStatement<Row extends object>(
  table: Table<Row>,
  rowCount: number,
  existing: 'replace' | 'keep' | { set: string }
): string {
  const names = Object.keys(table.columns) as Array<keyof Row & string>;
  const row = `(${names.map(() => '?').join(', ')})`;
  const replaced = names.filter((name) => !table.key.includes(name)).map((name) => `${name} = VALUES(${name})`);
  const update =
    existing === 'replace'
      ? replaced.join(', ')
      : existing === 'keep'
        ? `${table.key[0]} = ${table.name}.${table.key[0]}`
        : existing.set;
  const values = Array(rowCount).fill(row).join(', ');
  return `INSERT INTO ${table.name} (${names.join(', ')}) VALUES ${values} ON DUPLICATE KEY UPDATE ${update}`;
}

function encodeRows<Row extends object>(table: Table<Row>, rows: Row[]): Value[][] {
  const columns = Object.entries(table.columns) as Array<[keyof Row, Table<Row>['columns'][keyof Row]]>;
  const keyed = rows.map((row) => ({ key: table.key.map((name) => String(row[name])).join('\n'), row }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ row }) => columns.map(([name, column]) => column.encode(row[name])));
}

/**
 * Cuts into powers of two of rows: few different statements, so the server prepares each only once a connection.
 */
function* chunks(rows: Value[][]): Generator<Value[][]> {
  for (let at = 0; at < rows.length;) {
    const fitting = countFitting(rows, at);
    const size = 2 ** Math.floor(Math.log2(fitting));
    yield rows.slice(at, at + size);
    at += size;
  }
}

function countFitting(rows: Value[][], from: number): number {
  let bytes = 0;
  let count = 0;
  while (count < mostRows && from + count < rows.length) {
    bytes += sizeOf(rows[from + count]);
    if (count > 0 && bytes > mostBytes) {
      break;
    }
    count++;
  }
  return count;
}

function sizeOf(row: Value[]): number {
  return row.reduce<number>(
    (sum, value) =>
      sum + (typeof value === 'string' ? Buffer.byteLength(value) : Buffer.isBuffer(value) ? value.length : 8),
    0
  );
}
