import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitStatements } from './splitStatements.ts';

const documentation = readFileSync(join(__dirname, '../../../docs/schema.md'), 'utf8');
const folder = join(__dirname, 'migrations');
const statements = readdirSync(folder)
  .sort()
  .flatMap((name) => splitStatements(readFileSync(join(folder, name), 'utf8')));

/** Columns by table, as the migrations create them. */
const schema = new Map(
  statements
    .map((statement) => /^CREATE TABLE IF NOT EXISTS (\w+) \(\n([\s\S]*)\n\)/.exec(statement))
    .filter((match) => match !== null)
    .map(([, table, body]) => [table, [...body.matchAll(/^ {2}([a-z]\w*) /gm)].map(([, column]) => column)])
);

function documented(table: string): string[] {
  const section = documentation.split(`\n## ${table}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name)
  );
}

it('sees the tables', () => {
  expect(schema.size).toBeGreaterThan(8);
});

it.each([...schema])('%s is documented column by column', (table, columns) => {
  expect(documented(table).sort()).toEqual([...columns].sort());
});

it('has statements that can all run twice', () => {
  expect(statements.filter((statement) => !/^(CREATE TABLE IF NOT EXISTS|ALTER TABLE) /.test(statement))).toEqual([]);
});
