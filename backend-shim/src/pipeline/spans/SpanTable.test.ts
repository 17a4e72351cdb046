import type { Resource } from '../records.ts';
import { SpanTable } from './SpanTable.ts';

const resource: Resource = { service: 'shop', environment: null, mahoVersion: null, phpVersion: null, host: null };

describe('a table of spans', () => {
  it('keeps its rows when it grows', () => {
    const table = new SpanTable(2);
    for (let at = 0; at < 100; at++) {
      const row = table.addRow(resource, at % 2 === 0 ? null : { attributes: { at }, statusMessage: '', events: [] });
      table.idHigh[row] = 0xffffff00 + at;
      table.idLow[row] = at;
      table.parentHigh[row] = at * 2;
      table.parentLow[row] = at * 3;
      table.start[row] = 1_795_447_948_309_574 + at;
      table.duration[row] = at;
      table.template[row] = at * 5;
    }
    expect(table.length).toBe(100);
    for (let at = 0; at < 100; at++) {
      expect([table.idHigh[at], table.idLow[at], table.parentHigh[at], table.parentLow[at]]).toEqual([
        0xffffff00 + at,
        at,
        at * 2,
        at * 3,
      ]);
      expect([table.start[at], table.duration[at], table.template[at]]).toEqual([
        1_795_447_948_309_574 + at,
        at,
        at * 5,
      ]);
      expect(table.extra[at]?.attributes.at).toBe(at % 2 === 0 ? undefined : at);
      expect(table.resource[at]).toBe(resource);
    }
  });

  it('takes rows back', () => {
    const table = new SpanTable(2);
    [1, 2, 3].forEach(() => table.addRow(resource, null));
    table.truncate(1);
    expect([table.length, table.resource.length, table.extra.length]).toEqual([1, 1, 1]);
    expect(table.addRow(resource, null)).toBe(1);
  });
});
