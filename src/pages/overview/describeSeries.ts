import { FieldType, dateTimeFormat, type DataFrame } from '@grafana/data';

/** What a sparkline shows, in words: its highest value and when that was. */
export function describeSeries(title: string, frame: DataFrame | undefined, format: (value: number) => string): string {
  const times: number[] = frame?.fields.find(({ type }) => type === FieldType.time)?.values ?? [];
  const values: Array<number | null> = frame?.fields.find(({ type }) => type === FieldType.number)?.values ?? [];
  const highest = values.reduce<number>((best, value, index) => ((value ?? 0) > (values[best] ?? 0) ? index : best), 0);
  const value = values[highest];
  if (!value) {
    return `${title} over time: nothing to draw`;
  }
  return `${title} over time: highest ${format(value)} at ${dateTimeFormat(times[highest])}`;
}
