import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../pipeline/logger.ts';
import { RetryableError } from '../pipeline/errors.ts';
import type { Body } from '../pipeline/records.ts';
import type { Checkpoint, Position } from './Checkpoint.ts';
import type { DeadLetters } from './DeadLetters.ts';
import { readBatch, type BatchLimits } from './readBatch.ts';
import { recordBytes } from './record.ts';
import { deleteSegment, type Segment } from './segments.ts';

export type Handler = (bodies: Body[]) => Promise<void>;

export interface ConsumerOptions {
  /** Oldest first; the writer adds to its end, the consumer takes from its beginning. */
  segments: Segment[];
  position: Position;
  checkpoint: Checkpoint;
  deadLetters: DeadLetters;
  limits: BatchLimits;
  logger: Logger;
}

type Attempt = 'done' | 'stopped' | { failed: Error };

const firstDelayMs = 100;
const longestDelayMs = 5_000;

/** Hands bodies to a handler in the order in which they came; see the states in Spool.ts. */
export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #stop = new AbortController();
  #position: Position;
  #wake: (() => void) | null = null;
  /** Told while not asleep: there may be more than was seen. */
  #woken = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#position = options.position;
  }

  /** Bytes of the first segment that are behind the consumer. */
  get processedBytes(): number {
    return this.#options.segments[0]?.id === this.#position.segment ? this.#position.offset : 0;
  }

  /** Ends after {@link stop}. */
  async run(handler: Handler): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        this.#woken = false;
        const segment = await this.#nextSegment();
        await (segment ? this.#step(segment, handler) : this.#nothingToDo());
      } catch (error) {
        this.#options.logger.error({ err: error as Error }, 'The spool cannot be read; trying again');
        await this.#pause(longestDelayMs);
      }
    }
  }

  /** Something was written, or a segment ended. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Lets the handler end, but waits for no retry. */
  stop(): void {
    this.#stop.abort();
    this.wake();
  }

  /** The segment to read from, null when there is nothing to read; deletes those that are done. */
  async #nextSegment(): Promise<Segment | null> {
    const { segments } = this.#options;
    while (segments.length > 0) {
      const first = segments[0];
      if (this.#position.segment !== first.id) {
        this.#position = { segment: first.id, offset: 0 };
      }
      if (this.#position.offset < first.bytes) {
        return first;
      }
      if (first.open) {
        return null;
      }
      segments.shift();
      await this.#moveTo({ segment: segments[0]?.id ?? first.id + 1, offset: 0 });
      await deleteSegment(first.path);
    }
    return null;
  }

  async #nothingToDo(): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  async #step(segment: Segment, handler: Handler): Promise<void> {
    const batch = await readBatch(segment, this.#position.offset, this.#options.limits);
    if (batch.kind === 'damage') {
      await this.#keepDamage(segment, batch.bytes);
      await this.#advance(segment, batch.next, 0);
      return;
    }
    const attempt = await this.#attempt(() => handler(batch.bodies));
    if (attempt === 'done') {
      await this.#advance(segment, batch.next, batch.bodies.length);
    } else if (attempt !== 'stopped') {
      await this.#oneByOne(segment, batch.bodies, handler, attempt.failed);
    }
  }

  /** After a batch failed: finds the bodies that fail alone, and puts them aside. */
  async #oneByOne(segment: Segment, bodies: Body[], handler: Handler, batchError: Error): Promise<void> {
    for (const body of bodies) {
      const attempt = bodies.length === 1 ? { failed: batchError } : await this.#attempt(() => handler([body]));
      const result = typeof attempt === 'object' ? await this.#keepBody(body, attempt.failed) : attempt;
      if (result === 'stopped') {
        return;
      }
      await this.#advance(segment, this.#position.offset + recordBytes(body), 1);
    }
  }

  async #keepBody(body: Body, error: Error): Promise<'done' | 'stopped'> {
    return this.#insist(async () => {
      const name = await this.#options.deadLetters.addBody(body, String(error.message || error));
      this.#options.logger.error({ err: error, signal: body.signal, deadLetter: name }, 'A body became a dead letter');
    });
  }

  async #keepDamage(segment: Segment, bytes: Buffer): Promise<'done' | 'stopped'> {
    return this.#insist(async () => {
      const name = await this.#options.deadLetters.addDamage(bytes, `${segment.path} is damaged`);
      this.#options.logger.error({ segment: segment.path, bytes: bytes.length, deadLetter: name }, 'Skipped damage');
    });
  }

  /** Keeping aside must not fail: a full disk is waited for. */
  async #insist(keep: () => Promise<void>): Promise<'done' | 'stopped'> {
    const attempt = await this.#attempt(() =>
      keep().catch((error: Error) => {
        throw new RetryableError(`A dead letter cannot be written: ${error.message}`, { cause: error });
      })
    );
    return attempt === 'done' ? 'done' : 'stopped';
  }

  /** Repeats what can be retried until it succeeds or the spool closes. */
  async #attempt(action: () => Promise<void>): Promise<Attempt> {
    for (let delay = firstDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
      try {
        await action();
        return 'done';
      } catch (error) {
        if (!(error instanceof RetryableError)) {
          return { failed: error instanceof Error ? error : new Error(String(error)) };
        }
        this.#options.logger.warn({ reason: error.message, retryInMs: delay }, 'Processing waits');
      }
      await this.#pause(delay);
      if (this.#stop.signal.aborted) {
        return 'stopped';
      }
    }
  }

  async #advance(segment: Segment, offset: number, bodies: number): Promise<void> {
    segment.bodies = offset >= segment.bytes ? 0 : Math.max(0, segment.bodies - bodies);
    await this.#moveTo({ segment: segment.id, offset });
  }

  /** A checkpoint that cannot be written only means processing again after a restart. */
  async #moveTo(position: Position): Promise<void> {
    this.#position = position;
    try {
      await this.#options.checkpoint.write(position);
    } catch (error) {
      this.#options.logger.warn({ err: error as Error }, 'The checkpoint cannot be written');
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}
