import { SegmentList } from './SegmentList.ts';
import type { SegmentView } from './segments.ts';

function view(id: number, bytes: number, open = false): SegmentView {
  return { id, path: String(id), bytes, open };
}

function placeOf(list: SegmentList, segment: number, offset: number): [number, number] | null {
  const place = list.next({ segment, offset });
  return place && [place.segment.id, place.offset];
}

describe('the segments before a reader', () => {
  it('are read one after the other', () => {
    const list = new SegmentList([view(5, 100), view(7, 50, true)]);
    expect(placeOf(list, 5, 0)).toEqual([5, 0]);
    expect(placeOf(list, 5, 60)).toEqual([5, 60]);
    expect(placeOf(list, 5, 100)).toEqual([7, 0]);
    expect(placeOf(list, 7, 50)).toBeNull();
  });

  it('grow, end and are begun', () => {
    const list = new SegmentList([view(5, 100, true)]);
    expect(placeOf(list, 5, 100)).toBeNull();
    list.update([view(5, 120, true)]);
    expect(placeOf(list, 5, 100)).toEqual([5, 100]);
    list.update([view(5, 120), view(6, 10, true)]);
    expect(placeOf(list, 5, 120)).toEqual([6, 0]);
  });

  it('are passed over where the position is behind them already', () => {
    const list = new SegmentList([view(5, 100), view(6, 100), view(8, 100)]);
    expect(placeOf(list, 7, 30)).toEqual([8, 0]);
  });

  it('may be empty', () => {
    const list = new SegmentList([]);
    expect(placeOf(list, 1, 0)).toBeNull();
    list.update([view(3, 0), view(4, 9, true)]);
    expect(placeOf(list, 1, 0)).toEqual([4, 0]);
  });

  it('are not read again when they are told of again', () => {
    const list = new SegmentList([view(5, 100)]);
    expect(placeOf(list, 5, 100)).toBeNull();
    list.update([view(5, 100)]);
    expect(placeOf(list, 5, 100)).toBeNull();
    list.update([view(6, 10), view(5, 100)]);
    expect(placeOf(list, 5, 100)).toEqual([6, 0]);
  });

  it('count what waits', () => {
    const list = new SegmentList([view(5, 100), view(6, 100), view(8, 7, true)]);
    expect(list.waiting({ segment: 5, offset: 0 })).toBe(207);
    expect(list.waiting({ segment: 6, offset: 40 })).toBe(67);
    expect(list.waiting({ segment: 9, offset: 0 })).toBe(0);
    list.forget({ segment: 8, offset: 3 });
    expect(list.waiting({ segment: 8, offset: 3 })).toBe(4);
    expect(list.waiting({ segment: 5, offset: 0 })).toBe(7);
  });
});
