/** The sections of a body, in their order; see docs/storage-format.md. */
export const sectionNames = [
  'trace ids',
  'directory',
  'references',
  'tables',
  'strings',
  'symbols',
  'details',
  'gaps',
  'gaps, high',
  'durations',
  'durations, high',
  'span ids',
] as const;

export type SectionName = (typeof sectionNames)[number];

/** Of the encoding of bodies: the first byte of each, and a column of its row. */
export const blockVersion = 1;

/** Version byte and checksum. */
export const prefixLength = 5;
/** Bytes of one section when it is unpacked: far beyond any real one, and no danger to the memory. */
export const longestSection = 1 << 28;
