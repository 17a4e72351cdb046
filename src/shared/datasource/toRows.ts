import type { DataFrame } from '@grafana/data';

/** The frame's rows as objects by field name; see contract/rows.ts. */
export function toRows<Row extends object>(frame: DataFrame | undefined): Row[] {
  if (!frame) {
    return [];
  }
  const { fields, length } = frame;
  return Array.from(
    { length },
    (_, index) => Object.fromEntries(fields.map(({ name, values }) => [name, values[index] ?? null])) as Row
  );
}
