import { FieldType, type DataFrame } from '@grafana/data';
import { formatCount } from '../text/formatCount';

/** What a stacked chart of counts shows, in words: how many in all, and when the most. */
export function tellSeries(frames: DataFrame[], formatTime: (time: number) => string): { total: number; text: string } {
  const sums = new Map<number, number>();
  for (const { fields } of frames) {
    const times = fields.find(({ type }) => type === FieldType.time)?.values ?? [];
    for (const { values } of fields.filter(({ type }) => type === FieldType.number)) {
      for (const [index, time] of times.entries()) {
        sums.set(time, (sums.get(time) ?? 0) + (values[index] ?? 0));
      }
    }
  }
  let total = 0;
  let most = { time: 0, count: 0 };
  for (const [time, count] of sums) {
    total += count;
    most = count > most.count ? { time, count } : most;
  }
  const text =
    total > 0 ? `${formatCount(total)}, the most (${formatCount(most.count)}) at ${formatTime(most.time)}` : 'none';
  return { total, text };
}
