import type { Position } from './Checkpoint.ts';
import type { SegmentView } from './segments.ts';

/** What a processor needs in order to read a spool that another thread writes. */
export interface SpoolView {
  /** 32 hexadecimal digits. */
  id: string;
  directory: string;
  segments: SegmentView[];
  /** What was processed as far as the writing thread knows; the store may know better. */
  position: Position;
  /** What the store says of segments from this id on is of another spool; null when this process has stored some. */
  firstNewId: number | null;
}

/** From the thread that receives to the one that processes. */
export type ToProcessor =
  /** Segments that were begun, have grown or ended since they were told last. */
  | { kind: 'segments'; segments: SegmentView[] }
  /** End after the batch under way. */
  | { kind: 'stop' };

/** What was processed since the last report. */
export interface Report {
  position: Position;
  bodies: number;
  /** In the folder, all together. */
  deadLetters: number;
}

/** The other way round. */
export type FromProcessor =
  | ({ kind: 'processed' } & Report)
  | {
      kind: 'stored';
      /** Decoding not included. */
      seconds: number;
      /** Of the oldest body of the batch, ms since 1970. */
      receivedAt: number;
      heapBytes: number;
    }
  /** `ok`, or one sentence on what is waited for. */
  | { kind: 'state'; state: string };
