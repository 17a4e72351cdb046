import fc from 'fast-check';
import type { Resource } from '../records.ts';
import { SpanTable } from './SpanTable.ts';
import { missingParent, noParent } from './TraceSpans.ts';
import { treeOf } from './treeOf.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const resource: Resource = { service: 'shop', environment: null, mahoVersion: null, phpVersion: null, host: null };

interface Row {
  id: number;
  /** 0 for none. */
  parent: number;
  start: number;
  duration: number;
  events?: number;
}

/** Ids differ in both of their halves. */
function tableOf(rows: Row[]): SpanTable {
  const table = new SpanTable(2);
  for (const { id, parent, start, duration, events = 0 } of rows) {
    const extra =
      events > 0
        ? { attributes: {}, statusMessage: '', events: Array(events).fill({ name: 'e', time: 1, attributes: {} }) }
        : null;
    const row = table.addRow(resource, extra);
    table.template[row] = 0;
    table.idHigh[row] = 0xf0000000 + id;
    table.idLow[row] = id % 3;
    table.parentHigh[row] = parent === 0 ? 0 : 0xf0000000 + parent;
    table.parentLow[row] = parent === 0 ? 0 : parent % 3;
    table.start[row] = start;
    table.duration[row] = duration;
  }
  return table;
}

/** As [id, id of the parent, or why there is none] in order. */
function read(rows: Row[], runs = [0, rows.length]): Array<[number, number]> {
  const table = tableOf(rows);
  const tree = treeOf(traceId, table, runs);
  const idAt = (at: number) => table.idHigh[tree.rows[at]] - 0xf0000000;
  expect(tree.traceId).toBe(traceId);
  expect(tree.table).toBe(table);
  expect(tree.parents).toHaveLength(tree.rows.length);
  return Array.from(tree.rows, (_, at) => [idAt(at), tree.parents[at] < 0 ? tree.parents[at] : idAt(tree.parents[at])]);
}

/** Whether a span, by the parents that were told of it, comes back to itself. */
function isInCircle(all: Row[], rows: Int32Array, id: number): boolean {
  const told = new Map(Array.from(rows, (row) => [all[row].id, all[row].parent]));
  let above = told.get(id);
  for (let steps = 0; above !== undefined && above !== id && steps <= told.size; steps++) {
    above = told.get(above);
  }
  return above === id;
}

const span = (id: number, parent: number, start: number, duration = 10): Row => ({ id, parent, start, duration });

describe('the tree of a trace', () => {
  it('is sorted by start, though children come before their parents', () => {
    expect(read([span(3, 2, 12, 5), span(4, 2, 18, 1), span(2, 1, 11, 20), span(1, 0, 10, 30)])).toEqual([
      [1, noParent],
      [2, 1],
      [3, 2],
      [4, 2],
    ]);
  });

  it('says which parents have not come', () => {
    expect(read([span(1, 9, 10), span(2, 1, 11)])).toEqual([
      [1, missingParent],
      [2, 1],
    ]);
  });

  it('has parents that start later, where clocks differ', () => {
    expect(read([span(1, 2, 10), span(2, 0, 11)])).toEqual([
      [1, 2],
      [2, noParent],
    ]);
  });

  it('puts parents before children and longer before shorter spans of the same start', () => {
    expect(
      read([span(4, 3, 10, 90), span(2, 1, 10, 5), span(5, 1, 10, 7), span(3, 2, 10, 50), span(1, 0, 10, 1)])
    ).toEqual([
      [1, noParent],
      [5, 1],
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
  });

  it('has of repeated spans the one that tells most', () => {
    const rows = [
      span(1, 0, 10, 5),
      span(2, 1, 11, 3),
      span(1, 0, 10, 30),
      { ...span(2, 1, 11, 3), events: 1 },
      span(1, 0, 10, 6),
    ];
    const table = tableOf(rows);
    expect([...treeOf(traceId, table, [0, 5]).rows]).toEqual([2, 3]);
  });

  it('is of the given rows alone, in however many runs', () => {
    const rows = [span(1, 0, 10), span(7, 0, 1), span(2, 1, 11), span(3, 7, 12), span(8, 0, 1)];
    expect(read(rows, [0, 1, 2, 4])).toEqual([
      [1, noParent],
      [2, 1],
      [3, missingParent],
    ]);
    expect(read(rows, [])).toEqual([]);
  });

  it('breaks circles of parents at their first span', () => {
    expect(read([span(1, 1, 10)])).toEqual([[1, missingParent]]);
    expect(read([span(4, 3, 30), span(3, 2, 12), span(2, 3, 11)])).toEqual([
      [2, missingParent],
      [3, 2],
      [4, 3],
    ]);
    const [first, ...others] = read([
      span(1, 2, 10),
      span(2, 3, 10),
      span(3, 1, 10),
      span(5, 6, 9),
      span(6, 5, 9),
    ]).filter(([, parent]) => parent < 0);
    expect([first, ...others]).toEqual([
      [5, missingParent],
      [1, missingParent],
    ]);
  });

  it('takes clocks that are centuries apart', () => {
    const latest = 18_446_744_073_709_551;
    expect(read([span(2, 1, latest), span(3, 1, 5), span(1, 0, 1)])).toEqual([
      [1, noParent],
      [3, 1],
      [2, 1],
    ]);
  });

  it('takes no time for what a hostile sender makes up', () => {
    const count = 30_000;
    const chain = Array.from({ length: count }, (_, at) => span(at + 1, at, 10));
    const ids = read(chain.toReversed()).map(([id]) => id);
    expect(ids.join()).toBe(chain.map(({ id }) => id).join());
    const circle = Array.from({ length: count }, (_, at) => span(at + 1, ((at + 1) % count) + 1, 10));
    expect(read(circle).filter(([, parent]) => parent < 0)).toEqual([[1, missingParent]]);
    const same = Array.from({ length: count }, () => span(1, 0, 10));
    expect(read(same)).toEqual([[1, noParent]]);
  });
});

describe('the tree of any trace', () => {
  const rows = fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 12 }),
      parent: fc.nat(13),
      start: fc.integer({ min: 1, max: 6 }),
      duration: fc.nat(3),
    }),
    { maxLength: 14 }
  );

  it('is the same in whatever order its spans come, and however often', () => {
    fc.assert(
      fc.property(
        rows.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }))
        ),
        ([all, shuffled]) => {
          expect(read(shuffled)).toEqual(read(all));
        }
      ),
      { numRuns: 500 }
    );
  });

  it('has each span once, in order, below its parent, and no circle', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const table = tableOf(all);
        const tree = treeOf(traceId, table, [0, all.length]);
        const places = Array.from(tree.rows, (_, at) => at);
        const idAt = (at: number) => table.idHigh[tree.rows[at]] - 0xf0000000;
        const ids = places.map(idAt);
        expect([...ids].sort()).toEqual([...new Set(all.map(({ id }) => id))].sort());
        for (const at of places) {
          const parent = tree.parents[at];
          const wanted = all[tree.rows[at]].parent;
          if (parent >= 0) {
            expect(idAt(parent)).toBe(wanted);
          } else {
            expect(parent === noParent).toBe(wanted === 0);
          }
          if (parent === missingParent && ids.includes(wanted)) {
            expect(isInCircle(all, tree.rows, wanted)).toBe(true);
          }
          let above = at;
          for (let steps = 0; above >= 0; steps++) {
            expect(steps).toBeLessThanOrEqual(places.length);
            above = tree.parents[above];
          }
          if (at > 0) {
            expect(table.start[tree.rows[at - 1]]).toBeLessThanOrEqual(table.start[tree.rows[at]]);
          }
          if (parent >= 0 && table.start[tree.rows[parent]] === table.start[tree.rows[at]]) {
            expect(parent).toBeLessThan(at);
          }
        }
      }),
      { numRuns: 500 }
    );
  });
});
