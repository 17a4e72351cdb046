import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitStatements } from './splitStatements.ts';

const documentation = readFileSync(join(__dirname, '../../../docs/schema.md'), 'utf8');
const folder = join(__dirname, 'migrations');
const statements = readdirSync(folder)
  .sort()
  .flatMap((name) => splitStatements(readFileSync(join(folder, name), 'utf8')));

/** Columns by table, as the migrations leave them. */
const schema = new Map<string, string[]>();
for (const statement of statements) {
  const [, created, body] = /^CREATE TABLE IF NOT EXISTS (\w+) \(\n([\s\S]*?)\n\)/.exec(statement) ?? [];
  if (created) {
    schema.set(
      created,
      [...body.matchAll(/^ {2}([a-z]\w*) /gm)].map(([, column]) => column)
    );
  }
  const [, altered] = /^ALTER TABLE (\w+)/.exec(statement) ?? [];
  if (altered) {
    const added = [...statement.matchAll(/^ {2}ADD COLUMN (\w+) /gm)].map(([, column]) => column);
    schema.set(altered, [...(schema.get(altered) ?? []), ...added]);
  }
  if (statement.startsWith('DROP TABLE')) {
    [...statement.matchAll(/maho_insights_\w+/g)].forEach(([table]) => schema.delete(table));
  }
}

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

it('documents no table that is not there', () => {
  const sections = [...documentation.matchAll(/^## (maho_insights_\w+)$/gm)].map(([, table]) => table);
  expect(sections.sort()).toEqual([...schema.keys(), 'maho_insights_migrations'].sort());
});

it('has statements that can all run twice', () => {
  const repeatable = /^(CREATE TABLE IF NOT EXISTS|ALTER TABLE|DROP TABLE IF EXISTS|DELETE FROM) /;
  expect(statements.filter((statement) => !repeatable.test(statement))).toEqual([]);
});
