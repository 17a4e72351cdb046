/** What is told of a trace outside of its details. */
export interface DirectoryEntry {
  filedAt: number;
  /** Bits of {@link TraceFlag}. */
  flags: number;
  rowCount: number;
  logCount: number;
  /** Bytes. */
  detailsLength: number;
}

export interface Directory {
  /** How long the lists of the sections `references` and `tables` are. */
  templateCount: number;
  textCount: number;
  /** Patterns that are kept in the dictionary. */
  patternCount: number;
  symbolCount: number;
  /** Timings are coded by models, not in planes. */
  isModelled: boolean;
  traces: DirectoryEntry[];
}

export const TraceFlag = {
  spans: 1,
  /** All its spans' ids are in the section `span ids`. */
  spanIds: 2,
  /** Its spans are of several resources. */
  resources: 4,
  /** Its log records have their identities. */
  identities: 8,
} as const;
