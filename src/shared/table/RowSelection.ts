/** Rows that a user has ticked, by their keys. */
export interface RowSelection {
  has: (key: string) => boolean;
  /** `range` from the row ticked before, as by shift and click. */
  toggle: (key: string, range: boolean) => void;
  /** All rows shown, or none when all are ticked. */
  toggleAll: () => void;
  state: 'none' | 'some' | 'all';
}
