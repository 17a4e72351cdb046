import { markVariableDigits, type Statement } from './variableDigits.ts';

function marked(texts: string[]): string[][] {
  const statements: Statement[] = texts.map((text) => ({ text, runs: [] }));
  markVariableDigits(statements);
  return statements.map(({ text, runs }) => runs.map(({ at, length }) => text.slice(at, at + length)));
}

it('finds the numbers that differ and leaves those that are the program’s own', () => {
  const visitors = Array.from({ length: 20 }, (_, index) => 90 + index);
  const found = marked(visitors.map((id) => `UPDATE t1 SET hits = hits + 1 WHERE visitor_id = ${id} AND store_id = 2`));
  expect(found).toEqual(visitors.map((id) => [String(id)]));
});

it('takes rare statements as they are', () => {
  expect(marked(['SELECT 1', 'SELECT 2', 'SELECT 3'])).toEqual([[], [], []]);
});
