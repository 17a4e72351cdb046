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

/** How one column of a table is made from a row. */
export interface TableColumn<Row> extends Omit<Column, 'values' | 'labels'> {
  value: (row: Row) => unknown;
}

export function makeTable<Row>(
  name: string,
  columns: Array<TableColumn<Row>>,
  rows: Row[],
  meta: FrameMeta = {}
): Frame {
  return makeFrame(
    name,
    columns.map(({ value, ...column }) => ({ ...column, values: rows.map(value) })),
    { type: 'table', ...meta }
  );
}
