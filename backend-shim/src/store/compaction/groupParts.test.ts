import type { Block } from '../blocks/openBlock.ts';
import type { BlockInfo } from './BlockInfo.ts';
import { groupParts } from './groupParts.ts';
import type { OpenedBlock } from './OpenedBlock.ts';
import { blocksOfOthers } from './splitTraces.ts';

function opened(blockId: string, traces: Array<[traceId: string, filedAt: number]>): OpenedBlock {
  const block = {
    traces: traces.map(([traceId, filedAt]) => ({ traceId, filedAt, hasSpans: true, logCount: 0 })),
  } as Block;
  return { info: { blockId } as BlockInfo, block };
}

it('finds the parts of a trace wherever they are, and orders by time', () => {
  const one = opened('1', [
    ['b', 20],
    ['a', 30],
    ['b', 25],
  ]);
  const two = opened('2', [
    ['c', 10],
    ['a', 15],
  ]);
  expect(
    groupParts([one, two]).map(({ traceId, filedAt, places }) => [
      traceId,
      filedAt,
      places.map(({ opened: { info }, at }) => `${info.blockId}.${at}`),
    ])
  ).toEqual([
    ['c', 10, ['2.0']],
    ['a', 15, ['1.1', '2.1']],
    ['b', 20, ['1.0', '1.2']],
  ]);
});

it('keeps records apart that belong to no trace', () => {
  expect(
    groupParts([
      opened('1', [
        ['', 1],
        ['', 1],
      ]),
    ])
  ).toHaveLength(2);
});

it('looks for other parts only where they can be', () => {
  const compacted = [
    [0, 10],
    [11, 20],
    [15, 30],
  ].map(([firstTime, lastTime]) => ({ blockId: `${firstTime}`, firstTime, lastTime }) as BlockInfo);
  const groups = groupParts([
    opened('1', [
      ['a', 16],
      ['b', 5],
    ]),
  ]);
  const found = (split: string[]) => blocksOfOthers(compacted, groups, new Set(split)).map(({ blockId }) => blockId);
  expect(found([])).toEqual([]);
  expect(found(['a'])).toEqual(['11', '15']);
  expect(found(['a', 'b'])).toEqual(['0', '11', '15']);
});
