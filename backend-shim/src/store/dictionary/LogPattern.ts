/** What a log record has in common with many others: all but its parameters, its ids and its time. */
export interface LogPattern {
  severity: number;
  /** The text around the parameters: one piece more than there are parameters. */
  body: string[];
  attributes: Array<[key: string, value: PatternValue]>;
}

/**
 * A constant (string, boolean, null), a parameter (0), a text with parameters (two pieces or more), or a list or map of
 * such.
 */
export type PatternValue =
  | string
  | boolean
  | null
  | 0
  | string[]
  | { list: PatternValue[] }
  | { map: Array<[key: string, value: PatternValue]> };
