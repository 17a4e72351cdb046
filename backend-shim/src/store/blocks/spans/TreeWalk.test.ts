import fc from 'fast-check';
import { missingParent, noParent } from '../../../pipeline/spans/TraceSpans.ts';
import { missingLink, positionLink, rootLink, TreeWalk, upwards } from './TreeWalk.ts';

function linksOf(parents: number[]): number[] {
  const walk = new TreeWalk();
  walk.walkParents(Int32Array.from(parents));
  return [...walk.links.subarray(0, parents.length)];
}

/** Row 0 of the made trees may stand anywhere: parents are drawn from what was placed before, then shuffled. */
const trees = fc
  .tuple(
    fc.array(fc.integer({ min: -2, max: 30 }), { minLength: 1, maxLength: 30 }),
    fc.boolean(),
    fc.infiniteStream(fc.nat())
  )
  .map(([drawn, isShuffled, random]) => {
    const places = drawn.map((_, at) => at);
    if (isShuffled) {
      const keys = places.map(() => random.next().value as number);
      places.sort((a, b) => keys[a] - keys[b]);
    }
    const parents = new Int32Array(drawn.length);
    drawn.forEach((above, at) => (parents[places[at]] = above < 0 ? above : at === 0 ? noParent : places[above % at]));
    return parents;
  });

describe('links between rows', () => {
  it('count the levels from the row before to the parent', () => {
    expect(linksOf([noParent, 0, 1, 1, 0, missingParent])).toEqual([
      rootLink,
      upwards,
      upwards,
      upwards + 1,
      upwards + 2,
      missingLink,
    ]);
  });

  it('name the place of a parent that comes later, was left, or is too far', () => {
    expect(linksOf([1, noParent])).toEqual([positionLink, rootLink]);
    expect(linksOf([noParent, 0, 0, 1])).toEqual([rootLink, upwards, upwards + 1, positionLink]);
    const deep = Array.from({ length: 300 }, (_, row) => row - 1);
    expect(linksOf([...deep, 0])[300]).toBe(positionLink);
    expect(linksOf([...deep, 60])[300]).toBe(upwards + 239);
  });

  it('lead back to the same tree, walked in the same order', () => {
    fc.assert(
      fc.property(trees, (parents) => {
        const { length } = parents;
        const there = new TreeWalk();
        there.walkParents(parents);
        const back = new TreeWalk();
        const positions = [...parents].filter((_, row) => there.links[row] === positionLink);
        const isTree = back.walkLinks(
          length,
          (row) => there.links[row],
          () => positions.shift() as number
        );
        expect(isTree).toBe(true);
        for (const column of ['parents', 'previous', 'lastChild'] as const) {
          expect(back[column].subarray(0, length)).toEqual(there[column].subarray(0, length));
        }
        const order = back.order.subarray(0, 2 * length);
        expect(order).toEqual(there.order.subarray(0, 2 * length));
        expect(new Set(order).size).toBe(2 * length);
      })
    );
  });

  it('that lead nowhere, or round in a circle, are refused', () => {
    const isTree = (links: number[], positions: number[] = []) =>
      new TreeWalk().walkLinks(
        links.length,
        (row) => links[row],
        () => positions.shift() as number
      );
    expect(isTree([rootLink, upwards])).toBe(true);
    expect(isTree([upwards])).toBe(false);
    expect(isTree([rootLink, upwards + 1])).toBe(false);
    expect(isTree([positionLink], [0])).toBe(false);
    expect(isTree([positionLink, upwards], [1])).toBe(false);
    expect(isTree([positionLink, positionLink, positionLink], [1, 2, 0])).toBe(false);
    expect(isTree([positionLink, positionLink, rootLink], [1, 2])).toBe(true);
  });
});
