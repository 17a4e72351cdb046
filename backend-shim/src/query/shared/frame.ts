import type { Frame, FrameField, FrameFieldType, FrameMeta } from '../../../../contract/frames.ts';

const types: Record<FrameFieldType, FrameField['type']> = {
  'time.Time': 'time',
  float64: 'number',
  int64: 'number',
  string: 'string',
  bool: 'boolean',
  'json.RawMessage': 'other',
};

export interface Column {
  name: string;
  type: FrameFieldType;
  values: unknown[];
  nullable?: boolean;
  labels?: Record<string, string>;
  config?: FrameField['config'];
}

export function makeFrame(name: string, columns: Column[], meta: FrameMeta = {}): Frame {
  const fields = columns.map(({ name, type, nullable, labels, config }) => ({
    name,
    type: types[type],
    typeInfo: { frame: type, ...(nullable ? { nullable } : {}) },
    ...(labels ? { labels } : {}),
    ...(config ? { config } : {}),
  }));
  return { schema: { name, meta, fields }, data: { values: columns.map((column) => column.values) } };
}

/** How each field of a row (see contract/rows.ts) stands in a frame. */
export type TableColumns<Row> = {
  [Name in keyof Row & string]: { type: FrameFieldType; config?: FrameField['config'] } & (null extends Row[Name]
    ? { nullable: true }
    : { nullable?: never });
};

/** A frame with a column for each field of its rows. */
export function makeTable<Row extends object>(
  name: string,
  columns: TableColumns<Row>,
  rows: Row[],
  meta: FrameMeta = { type: 'table' }
): Frame {
  const described = Object.entries(columns) as Array<[keyof Row & string, Omit<Column, 'name' | 'values'>]>;
  return makeFrame(
    name,
    described.map(([field, column]) => ({ ...column, name: field, values: rows.map((row) => row[field]) })),
    meta
  );
}
