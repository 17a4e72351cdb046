import type { BlockInfo } from './BlockInfo.ts';
import { readyBuckets } from './readyBuckets.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 10, 23, 12);

function block(firstTime: number, traceCount: number, writtenAt = firstTime + 2_000): BlockInfo {
  return {
    blockId: `${firstTime}`,
    firstTime,
    lastTime: firstTime,
    writtenAt,
    traceCount,
    spanCount: traceCount * 190,
  };
}

function starts(blocks: BlockInfo[], now: number, everything = false): number[] {
  return readyBuckets(blocks, { now, quietMs: 2 * minute, everything }).map(({ start }) => (start - noon) / minute);
}

it('cuts the time into tens of minutes, each with its own blocks', () => {
  const blocks = [block(noon, 300), block(noon + 10 * minute - 1, 300), block(noon + 10 * minute, 300)];
  const buckets = readyBuckets(blocks, { now: noon + 60 * minute, quietMs: 0, everything: false });
  expect(buckets).toEqual([
    { start: noon, end: noon + 10 * minute, blocks: blocks.slice(0, 2) },
    { start: noon + 10 * minute, end: noon + 20 * minute, blocks: [blocks[2]] },
  ]);
});

it('waits until a bucket is over and quiet, unless there is plenty', () => {
  const few = [block(noon, 60), block(noon + minute, 60)];
  expect(starts(few, noon + 11 * minute)).toEqual([]);
  expect(starts(few, noon + 12 * minute)).toEqual([0]);
  expect(starts([block(noon, 10_000)], noon + 3 * minute)).toEqual([0]);
});

it('lets a few late traces wait for others', () => {
  const late = [block(noon, 3, noon + 30 * minute), block(noon, 2, noon + 38 * minute)];
  expect(starts(late, noon + 39 * minute)).toEqual([]);
  expect(starts(late, noon + 40 * minute)).toEqual([0]);
  expect(starts([...late, block(noon, 300, noon + 31 * minute)], noon + 35 * minute)).toEqual([0]);
});

it('takes everything when told to', () => {
  expect(starts([block(noon, 1, noon + 30 * minute)], noon + 30 * minute, true)).toEqual([0]);
});
