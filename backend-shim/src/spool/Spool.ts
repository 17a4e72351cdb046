import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../pipeline/logger.ts';
import type { Body } from '../pipeline/records.ts';
import { Checkpoint } from './Checkpoint.ts';
import { Consumer, type Handler } from './Consumer.ts';
import { DeadLetters } from './DeadLetters.ts';
import { lockDirectory } from './lockDirectory.ts';
import type { BatchLimits } from './readBatch.ts';
import { recordBytes } from './record.ts';
import { recover } from './recover.ts';
import { SegmentWriter } from './SegmentWriter.ts';
import type { Segment } from './segments.ts';
import { SpoolError, SpoolFullError } from './SpoolError.ts';

export interface SpoolOptions {
  /** Of the segments and the checkpoint. */
  directory: string;
  deadLetterDirectory: string;
  /** Bytes that may wait. */
  maxBytes: number;
  /** What an acknowledgement waits for: `write` survives `kill -9`, `strict` (fsync) a power cut too. */
  sync: 'write' | 'strict';
  logger: Logger;
  segmentBytes?: number;
  segmentMs?: number;
  batch?: BatchLimits;
}

const defaultSegmentBytes = 64 * 1024 * 1024;
const defaultSegmentMs = 60_000;
const defaultBatch: BatchLimits = { bodies: 200, bytes: 8 * 1024 * 1024 };

/**
 * Bodies on disk between acknowledgement and storage.
 *
 * ```
 *  append --> written --(acknowledged)--> waiting --> handled --> behind the checkpoint --> segment deleted
 *    |                                      ^ |          |
 *    | full, closing, disk error            | | damaged  | fails for good, alone
 *    v                                      | v          v
 *  SpoolError (503)                         | dead letter, then behind the checkpoint
 *                                           |
 *                                 RetryableError: wait (100 ms doubling to 5 s), same batch again;
 *                                 kill -9, close: same batch again after the next start
 *
 *  consumer:   idle --(written)--> reading --> handling --ok--> reading
 *                ^                    |           |
 *                +---(at the end)-----+           +--RetryableError--> pausing --> handling
 *                                                 +--any other error--> one by one --> reading
 * ```
 *
 * A body is handed over at least once; whoever handles it must not mind a repetition.
 */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #segments: Segment[];
  readonly #writer: SegmentWriter;
  readonly #consumer: Consumer;
  readonly #deadLetters: DeadLetters;
  readonly #unlock: () => Promise<void>;
  #consuming: Promise<void> | null = null;

  /** @throws Error when another process uses the directory, or it cannot be written */
  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.directory, { recursive: true });
    const deadLetters = await DeadLetters.open(options.deadLetterDirectory);
    const unlock = await lockDirectory(options.directory);
    try {
      const checkpoint = new Checkpoint(options.directory);
      const recovered = await recover(options.directory, await checkpoint.read(), options.logger);
      return new Spool(options, { ...recovered, checkpoint, deadLetters, unlock });
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  private constructor(
    options: SpoolOptions,
    state: Awaited<ReturnType<typeof recover>> & {
      checkpoint: Checkpoint;
      deadLetters: DeadLetters;
      unlock: () => Promise<void>;
    }
  ) {
    const { directory, sync, logger, batch: limits = defaultBatch } = options;
    const { segmentBytes = defaultSegmentBytes, segmentMs = defaultSegmentMs } = options;
    const { segments, position, checkpoint, deadLetters, nextId } = state;
    this.#options = options;
    this.#segments = segments;
    this.#deadLetters = deadLetters;
    this.#unlock = state.unlock;
    this.#consumer = new Consumer({ segments, position, checkpoint, deadLetters, limits, logger });
    this.#writer = new SegmentWriter({
      directory,
      sync,
      logger,
      nextId,
      segmentBytes,
      segmentMs,
      onSegment: (segment) => segments.push(segment),
      onChange: () => this.#consumer.wake(),
    });
  }

  /**
   * Ends when the body is safe.
   *
   * @throws SpoolFullError when as much waits as may
   * @throws SpoolError when the disk takes no more, or the spool is closing
   */
  async append(body: Body): Promise<void> {
    if (this.waiting().bytes + this.#writer.pendingBytes + recordBytes(body) > this.#options.maxBytes) {
      throw new SpoolFullError('The spool is full: what was received earlier waits to be stored.');
    }
    await this.#writer.append(body);
  }

  /** Hands bodies to the handler, in order, until the spool is closed. */
  consume(handler: Handler): Promise<void> {
    if (this.#consuming) {
      throw new Error('The spool has a consumer already.');
    }
    this.#consuming = this.#consumer.run(handler);
    return this.#consuming;
  }

  /** What is acknowledged and not yet processed. */
  waiting(): { bodies: number; bytes: number } {
    const bodies = this.#segments.reduce((sum, segment) => sum + segment.bodies, 0);
    const bytes = this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
    return { bodies, bytes: bytes - this.#consumer.processedBytes };
  }

  /**
   * Tries whether a body could be taken now: so a disk that has room again is found though no body comes.
   *
   * @throws SpoolError with the reason when it could not
   */
  async check(): Promise<void> {
    if (this.waiting().bytes >= this.#options.maxBytes) {
      throw new SpoolFullError('The spool is full: what was received earlier waits to be stored.');
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
    return this.#deadLetters.count();
  }

  /** Lets the current batch end; what waits stays for the next start. */
  async close(): Promise<void> {
    this.#consumer.stop();
    await this.#writer.close();
    await this.#consuming;
    await this.#unlock();
  }
}
