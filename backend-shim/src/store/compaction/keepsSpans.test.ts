import { hash } from 'node:crypto';
import { keepsSpans, type TraceVerdict } from './keepsSpans.ts';

const ordinary: TraceVerdict = { traceId: '0a'.repeat(16), durationUs: 50_000, failed: false, whole: true, alike: 500 };
const none = { keepPercent: 0, slowRequestMs: 2_000 };
const traceIds = Array.from({ length: 4_000 }, (_, at) => hash('md5', `trace ${at}`, 'hex'));
const kept = (ids: string[], keepPercent: number) =>
  ids.filter((traceId) => keepsSpans({ ...ordinary, traceId }, { ...none, keepPercent }));

it('drops what is ordinary', () => {
  expect(keepsSpans(ordinary, none)).toBe(false);
  expect(keepsSpans(ordinary, { ...none, keepPercent: 100 })).toBe(true);
});

it.each<[string, Partial<TraceVerdict>]>([
  ['failed', { failed: true }],
  ['slow', { durationUs: 2_000_000 }],
  ['rare', { alike: 19 }],
  ['not whole', { whole: false }],
])('keeps what is %s', (_, changes) => {
  expect(keepsSpans({ ...ordinary, ...changes }, none)).toBe(true);
});

it.each<[string, Partial<TraceVerdict>]>([
  ['nearly slow', { durationUs: 1_999_999 }],
  ['not quite rare', { alike: 20 }],
])('drops what is %s', (_, changes) => {
  expect(keepsSpans({ ...ordinary, ...changes }, none)).toBe(false);
});

it('keeps the share that is asked for, always the same, and of a larger share all of a smaller one', () => {
  const ten = kept(traceIds, 10);
  expect(ten.length).toBeGreaterThan(300);
  expect(ten.length).toBeLessThan(500);
  expect(kept(traceIds, 10)).toEqual(ten);
  expect(kept(ten, 30)).toEqual(ten);
  expect(kept(traceIds, 0)).toEqual([]);
  expect(kept(traceIds, 100)).toEqual(traceIds);
});

it('keeps its share of what the store had sampled by the ids themselves', () => {
  const low = traceIds.map((id) => id.slice(0, 16) + '000000' + id.slice(22));
  expect(kept(low, 50).length).toBeGreaterThan(1_800);
  expect(kept(low, 50).length).toBeLessThan(2_200);
});
