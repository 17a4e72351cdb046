import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../pipeline/logger.ts';
import type { Body } from '../pipeline/records.ts';
import { Checkpoint, isBefore, type Position } from './Checkpoint.ts';
import { DeadLetters } from './DeadLetters.ts';
import { lockDirectory, type Lock } from './lockDirectory.ts';
import type { Report, SpoolView } from './messages.ts';
import { ownerOnlyFolder } from './ownerOnly.ts';
import { headerBytes } from './record.ts';
import { recover, type Recovered } from './recover.ts';
import { SegmentWriter } from './SegmentWriter.ts';
import { deleteSegment, type Segment, type SegmentView } from './segments.ts';
import { readSpoolId } from './spoolId.ts';
import { SpoolError, SpoolFullError } from './SpoolError.ts';

export interface SpoolOptions {
  /** Of the segments and the checkpoint. */
  directory: string;
  deadLetterDirectory: string;
  /** Bytes that dead letters may take. */
  maxDeadLetterBytes: number;
  /** Bytes that may wait. */
  maxBytes: number;
  /** What an acknowledgement waits for: `write` survives `kill -9`, `strict` (fsync) a power cut too. */
  sync: 'write' | 'strict';
  logger: Logger;
  segmentBytes?: number;
  segmentMs?: number;
}

const defaultSegmentBytes = 64 * 1024 * 1024;
const defaultSegmentMs = 60_000;
/** How often the reader is told of growth. */
const tellEveryMs = 100;

/**
 * Bodies on disk between acknowledgement and storage. This is the side that writes, on the thread that receives; a
 * {@link Consumer} reads, on another thread: it is told how far segments are written, and tells how far it has come.
 *
 * ```
 *  append --> written --(acknowledged)--> waiting --> stored with its position --> checkpoint --> segment deleted
 *    |                                      ^ |          |
 *    | full, closing, disk error            | | damaged, | fails for good, alone,
 *    v                                      | | cannot   | while others can be stored
 *  SpoolError (503)                         | v be read  v
 *                                           | dead letter, then behind the position
 *                                           |
 *                       RetryableError: wait (100 ms doubling to 5 s), same batch again;
 *                       nothing at all can be stored: wait (doubling to 30 s), all again, nothing is put aside;
 *                       kill -9, close, death of the thread: from the stored position on after the next start
 *
 *  consumer:   idle --(written)--> gathering --(8 MiB, or 1 s)---> decoding --> storing --ok--> gathering
 *                ^                    |                                           |
 *                +---(at the end)-----+                                           +--RetryableError--> pausing --> storing
 *                                                                                 +--any other error--> by halves
 * ```
 *
 * The position is stored in the transaction of what stands before it, so bodies are stored exactly once.
 */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #segments: Segment[];
  readonly #firstNewId: number;
  readonly #checkpoint: Checkpoint;
  readonly #writer: SegmentWriter;
  readonly #lock: Lock;
  #position: Position;
  #waiting = { bodies: 0, bytes: 0 };
  /** When something was processed last, or began to wait; null while nothing waits. */
  #waitingSince: number | null = null;
  #deadLetters: number;
  #saving: Promise<void> | null = null;
  #isDirty = false;
  #viewed = false;
  #untold = new Map<number, SegmentView>();
  #tellTimer: NodeJS.Timeout | null = null;
  #onGrowth: (segments: SegmentView[]) => void = () => undefined;

  /** @throws Error when another process uses the directory, or it cannot be written */
  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.directory, { recursive: true, mode: ownerOnlyFolder });
    const letters = await DeadLetters.open({
      directory: options.deadLetterDirectory,
      maxBytes: options.maxDeadLetterBytes,
    });
    const lock = await lockDirectory(options.directory);
    try {
      await readSpoolId(options.directory);
      const checkpoint = new Checkpoint(options.directory);
      const recovered = await recover(options.directory, await checkpoint.read(), lock.crashed, options.logger);
      return new Spool(options, recovered, checkpoint, lock, letters.count());
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  private constructor(
    options: SpoolOptions,
    { segments, position, nextId }: Recovered,
    checkpoint: Checkpoint,
    lock: Lock,
    deadLetters: number
  ) {
    const { directory, sync, logger } = options;
    const { segmentBytes = defaultSegmentBytes, segmentMs = defaultSegmentMs } = options;
    this.#options = options;
    this.#segments = segments;
    this.#position = position;
    this.#firstNewId = nextId;
    this.#checkpoint = checkpoint;
    this.#lock = lock;
    this.#deadLetters = deadLetters;
    this.#count();
    const onChange = (segment: Segment) => this.#hasChanged(segment);
    this.#writer = new SegmentWriter({ directory, sync, logger, nextId, segmentBytes, segmentMs, onChange });
  }

  /**
   * Ends when the body is safe.
   *
   * @throws SpoolFullError when as much waits as may
   * @throws SpoolError when the disk takes no more, or the spool is closing
   */
  append(body: Body): Promise<void> {
    const bytes = headerBytes + body.bytes.length;
    if (this.#waiting.bytes + this.#writer.pendingBytes + bytes > this.#options.maxBytes) {
      return Promise.reject(full());
    }
    return this.#writer.append(body);
  }

  /** For a reader that starts; from now on it has to be told of growth. */
  async view(): Promise<SpoolView> {
    const { directory } = this.#options;
    const id = await readSpoolId(directory);
    const firstNewId = this.#viewed ? null : this.#firstNewId;
    this.#viewed = true;
    return { id, directory, segments: this.#segments.map(viewOf), position: this.#position, firstNewId };
  }

  /** Tells of segments that were begun, have grown or ended, a few times a second. */
  onGrowth(listener: (segments: SegmentView[]) => void): void {
    this.#onGrowth = listener;
  }

  /** What a reader tells: all before a position is stored or put aside. */
  processed({ position, bodies, deadLetters }: Report): void {
    this.#deadLetters = deadLetters;
    if (isBefore(position, this.#position)) {
      return;
    }
    this.#position = position;
    this.#waitingSince = null;
    for (const segment of this.#segments) {
      if (segment.id === position.segment) {
        segment.bodies = position.offset >= segment.bytes ? 0 : Math.max(0, segment.bodies - bodies);
      }
    }
    this.#count();
    this.#settle();
  }

  /** What is acknowledged and not yet processed. */
  waiting(): { bodies: number; bytes: number } {
    return this.#waiting;
  }

  /** How long something has waited without anything being processed, ms. */
  standstill(): number {
    return this.#waitingSince === null ? 0 : Date.now() - this.#waitingSince;
  }

  /**
   * Tries whether a body could be taken now: so a disk that has room again is found though no body comes.
   *
   * @throws SpoolError with the reason when it could not
   */
  async check(): Promise<void> {
    if (this.#waiting.bytes >= this.#options.maxBytes) {
      throw full();
    }
    const probe = join(this.#options.directory, 'probe');
    try {
      await writeFile(probe, 'A file to see whether one can be written.');
      await rm(probe);
    } catch (error) {
      throw new SpoolError(`The spool cannot be written: ${(error as Error).message}`, { cause: error });
    }
  }

  deadLetters(): number {
    return this.#deadLetters;
  }

  /** Takes no more bodies; what waits stays for the next start. The reader is to end before. */
  async close(): Promise<void> {
    await this.#writer.close();
    clearTimeout(this.#tellTimer ?? undefined);
    await this.#saving;
    await this.#lock.release();
  }

  #hasChanged(segment: Segment): void {
    if (!this.#segments.includes(segment)) {
      this.#segments.push(segment);
    }
    this.#count();
    this.#untold.set(segment.id, segment);
    this.#tellTimer ??= setTimeout(() => this.#tell(), tellEveryMs);
    if (!segment.open) {
      // It may have been processed to its end already.
      this.#settle();
    }
  }

  #tell(): void {
    this.#tellTimer = null;
    const changed = [...this.#untold.values()].map(viewOf);
    this.#untold.clear();
    this.#onGrowth(changed);
  }

  #count(): void {
    this.#waiting = { bodies: 0, bytes: 0 };
    for (const { id, bytes, bodies } of this.#segments) {
      const done = id < this.#position.segment ? bytes : id === this.#position.segment ? this.#position.offset : 0;
      this.#waiting.bytes += bytes - done;
      this.#waiting.bodies += done === bytes ? 0 : bodies;
    }
    this.#waitingSince = this.#waiting.bytes === 0 ? null : (this.#waitingSince ?? Date.now());
  }

  /** Writes the checkpoint, then deletes the segments before it. One at a time: the last one wins. */
  #settle(): void {
    this.#isDirty = true;
    this.#saving ??= this.#save().finally(() => {
      this.#saving = null;
    });
  }

  async #save(): Promise<void> {
    while (this.#isDirty) {
      this.#isDirty = false;
      const at = this.#position;
      await this.#checkpoint.write(at).catch((error: Error) => {
        // Only means processing again after a restart, if the database does not know either.
        this.#options.logger.warn({ err: error }, 'The checkpoint cannot be written');
      });
      await this.#deleteBefore(at);
    }
  }

  async #deleteBefore(at: Position): Promise<void> {
    const isDone = ({ id, bytes, open }: Segment) => !open && isBefore({ segment: id, offset: bytes - 1 }, at);
    for (let first = this.#segments[0]; first && isDone(first); first = this.#segments[0]) {
      this.#segments.shift();
      await deleteSegment(first.path).catch((error: Error) => {
        this.#options.logger.warn({ err: error }, 'A segment that is processed cannot be deleted');
      });
    }
  }
}

function viewOf({ id, path, bytes, open }: Segment | SegmentView): SegmentView {
  return { id, path, bytes, open };
}

function full(): SpoolFullError {
  return new SpoolFullError('The spool is full: what was received earlier waits to be stored.');
}
