import { splitStatements } from './splitStatements.ts';

it('cuts at semicolons that end a line, and leaves out comments', () => {
  const sql =
    "-- What; it is.\nCREATE TABLE a (\n  -- Within.\n  b INT DEFAULT ';'\n);\n\n-- Next.\nUPDATE a SET b = 'x; y';  \nDROP TABLE a";
  expect(splitStatements(sql)).toEqual([
    "CREATE TABLE a (\n  b INT DEFAULT ';'\n)",
    "UPDATE a SET b = 'x; y'",
    'DROP TABLE a',
  ]);
});

it('finds nothing in comments alone', () => {
  expect(splitStatements('-- a;\n\n')).toEqual([]);
});
