/** A problem that is made up, and how its occurrences look. */
export interface Problem {
  /** 32 hexadecimal digits. */
  id: string;
  type: string;
  title: string;
  file: string;
  line: number;
  /** Places in `names`. */
  route: number;
  handled: boolean;
  httpStatus: number;
  /** Days before the last one in which it may occur: the first, and the last (the smaller number). */
  firstDay: number;
  lastDay: number;
  /** As documents have it. */
  stack: object[];
}
