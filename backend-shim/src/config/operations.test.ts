import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './loadConfig.ts';

const manual = readFileSync(join(__dirname, '../../../docs/operations.md'), 'utf8');

/** Name and default of each variable in the manual's table. */
const documented = new Map(
  Array.from(manual.matchAll(/^\| `(INSIGHTS_\w+)` \| (?:`([^`]+)`|none[^|]*) \|/gm), ([, name, value]) => [
    name,
    value,
  ])
);

describe('the manual', () => {
  it('names every variable, and no other', () => {
    expect(Array.from(documented.keys()).sort()).toEqual(Object.keys(environment.shape).sort());
  });

  it('tells every default', () => {
    const required = { INSIGHTS_DB_URL: 'mysql://host/database' };
    const stated = Object.fromEntries(Array.from(documented).filter(([, value]) => value !== undefined));
    expect(environment.parse({ ...required, ...stated })).toEqual(environment.parse(required));
    const withDefault = Object.keys(environment.parse(required)).filter((name) => !(name in required));
    expect(Object.keys(stated).sort()).toEqual(withDefault.sort());
  });
});
