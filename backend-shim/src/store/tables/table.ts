import type { Column } from './column.ts';

/** A table as it is written: its columns in order, and those that identify a row. */
export interface Table<Row> {
  name: string;
  columns: { [K in keyof Row]: Column };
  key: Array<keyof Row & string>;
}
