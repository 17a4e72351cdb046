import type { ToldException, ToldFrame } from '../../join/StackText.ts';

/** A failure as it is handed to grouping: prepared (without secrets and values of SQL), each of its tellings joined. */
export type GroupedFailure =
  /** The thrown exception first, then each one that it wraps; never empty. */
  | { kind: 'exception'; chain: ToldException[] }
  /** A warning, notice or the like of PHP; `message` is empty where only spans told it, and is no part of the key. */
  | { kind: 'php'; level: string; message: string; file: string; line: number }
  /** A log record's text, of whatever severity, in which there is no exception. */
  | { kind: 'log'; text: string }
  /** A request answered 5xx of which nothing else is known. */
  | { kind: 'http'; status: number | null; route: string | null };

/** The problem that a failure belongs to. */
export interface Group {
  /** 32 hexadecimal digits: the same for every occurrence, whoever tells it. */
  problemId: string;
  /** The message with its variable parts replaced and all of it visible, 1 to 200 characters. */
  title: string;
}

export interface Place {
  /** As told: a full path or a base name; empty where unknown. */
  file: string;
  line: number;
}

/** A way to group failures. Published ones are never changed: their ids stand in databases. */
export interface Grouping {
  version: number;
  group(failure: GroupedFailure): Group;
  /** A text's first line that shows anything, with its variable parts replaced; empty where nothing shows. */
  titleOf(text: string): string;
  /** Where a reader should look first. */
  placeOf(chain: ToldException[]): Place;
  /** For each exception's frames, whether a frame is the shop's own code. */
  inApp(chain: ToldException[]): boolean[][];
  /** Whether a frame only throws, logs or handles for its caller. */
  isHelper(frame: ToldFrame): boolean;
}
