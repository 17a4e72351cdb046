import type { PoolConnection } from 'mysql2/promise';
import { id, json, text } from './tables/column.ts';
import type { Table } from './tables/table.ts';
import { insertStatement, writeRows } from './writeRows.ts';

interface Row {
  name: string;
  body: string;
}
const table: Table<Row> = { name: 'things', columns: { name: text(10), body: text(10_000_000) }, key: ['name'] };

function recorder() {
  const statements: Array<{ sql: string; values: unknown[] }> = [];
  const execute = async (sql: string, values: unknown[]) => statements.push({ sql, values });
  return { statements, connection: { execute } as unknown as PoolConnection };
}

const rowsOf = (count: number, body = 'x') =>
  Array.from({ length: count }, (_, n) => ({ name: String(n).padStart(4, '0'), body }));

it.each([
  ['replace', 'INSERT INTO things (name, body) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE body = VALUES(body)'],
  ['keep', 'INSERT INTO things (name, body) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE name = things.name'],
] as const)('%s', (existing, sql) => {
  expect(insertStatement(table, 2, existing)).toBe(sql);
});

it('writes in the order of the key, in few statements of sizes that recur', async () => {
  const { statements, connection } = recorder();
  await writeRows(connection, table, rowsOf(150).toReversed(), 'keep');
  expect(statements.map(({ values }) => values.length / 2)).toEqual([64, 64, 16, 4, 2]);
  expect(statements.flatMap(({ values }) => values.filter((_, at) => at % 2 === 0))).toEqual(
    rowsOf(150).map((row) => row.name)
  );
});

it('keeps statements small, but writes a row of any size', async () => {
  const { statements, connection } = recorder();
  await writeRows(connection, table, rowsOf(5, 'x'.repeat(2_000_000)), 'keep');
  expect(statements.map(({ values }) => values.length / 2)).toEqual([2, 2, 1]);
  await writeRows(connection, table, rowsOf(1, 'x'.repeat(9_000_000)), 'keep');
  expect(statements).toHaveLength(4);
});

it('says nothing to the database about nothing', async () => {
  const { statements, connection } = recorder();
  await writeRows(connection, table, [], 'replace');
  expect(statements).toEqual([]);
});

it('encodes each value as its column wants', async () => {
  const { statements, connection } = recorder();
  const things: Table<{ thing_id: string; data: object }> = {
    name: 'things',
    columns: { thing_id: id, data: json },
    key: ['thing_id'],
  };
  await writeRows(connection, things, [{ thing_id: '00ff', data: { '😀': 'a\ud83d' } }], 'keep');
  expect(statements[0].values).toEqual([Buffer.from([0, 255]), '{"😀":"a\ufffd"}']);
});
