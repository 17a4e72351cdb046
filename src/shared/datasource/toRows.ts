import type { DataFrame } from '@grafana/data';

/** The frame's rows as objects by field name; a field that the frame lacks is null. */
export function toRows<Row extends object>(
  frame: DataFrame | undefined,
  names: ReadonlyArray<keyof Row & string>
): Row[] {
  if (!frame) {
    return [];
  }
  const columns = names.map((name) => frame.fields.find((field) => field.name === name)?.values);
  return Array.from(
    { length: frame.length },
    (_, index) => Object.fromEntries(names.map((name, column) => [name, columns[column]?.[index] ?? null])) as Row
  );
}
