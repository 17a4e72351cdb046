import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../pipeline/logger.ts';
import { RetryableError } from '../pipeline/errors.ts';
import type { Body } from '../pipeline/records.ts';
import { Alarm } from './Alarm.ts';
import type { BatchLimits, SpooledBody } from './BatchReader.ts';
import { BatchSource, type Place, type Prepared } from './BatchSource.ts';
import { isBefore, type Position } from './Checkpoint.ts';
import type { DeadLetters } from './DeadLetters.ts';
import type { SegmentView } from './segments.ts';
import { SegmentList } from './SegmentList.ts';
import { storeApart, type Attempt } from './storeApart.ts';

/** What the consumer hands bodies to. `B` is what a batch of them becomes before it is stored. */
export interface Stages<B> {
  /** Decodes; never throws, but tells which bodies cannot be decoded. */
  prepare(bodies: Body[]): Promise<Prepared<B>>;
  /**
   * Stores a batch with the position after it (null: which it does not change) in one transaction.
   *
   * @throws RetryableError when it may succeed later; the transaction may have been committed nevertheless
   */
  write(batch: B, position: Position | null): Promise<void>;
  /** Up to where is stored; null where nothing is. */
  stored(): Promise<Position | null>;
}

export interface ConsumerOptions<B> {
  segments: SegmentView[];
  /** What was processed as far as the spool knows. */
  position: Position;
  stages: Stages<B>;
  deadLetters: DeadLetters;
  limits: BatchLimits & {
    /** How long bodies are gathered before they become a batch, unless as many as its bytes allow have come. */
    gatherMs: number;
  };
  /** How often a processor died of the body at the position: from 2 on bodies are tried one by one, from 4 on it is put aside. */
  deaths: number;
  /** All before the position is stored or put aside. */
  onProcessed: (position: Position, bodies: number) => void;
  /** `ok`, or one sentence on what is waited for. */
  onState: (state: string) => void;
  /** True while a batch is worked on, not while something is waited for. */
  onBusy: (busy: boolean) => void;
  logger: Logger;
}

const firstDelayMs = 100;
const longestDelayMs = 5_000;
const longestOutageDelayMs = 30_000;
const deathsUntilOneByOne = 2;
const deathsUntilPutAside = 4;

/** Hands bodies on in the order in which they came; see the states in Spool.ts. */
export class Consumer<B> {
  readonly #options: ConsumerOptions<B>;
  readonly #segments: SegmentList;
  readonly #source: BatchSource<B>;
  readonly #alarm = new Alarm();
  readonly #stop = new AbortController();
  #position: Position;
  #maxBodies: number;
  #outages = 0;
  #gatheringSince = 0;
  #busy = 0;

  constructor(options: ConsumerOptions<B>) {
    this.#options = options;
    this.#position = options.position;
    this.#segments = new SegmentList(options.segments);
    this.#source = new BatchSource((bodies) => this.#prepare(bodies));
    this.#maxBodies = options.deaths >= deathsUntilOneByOne ? 1 : options.limits.bodies;
  }

  /** Ends after {@link stop}. */
  async run(): Promise<void> {
    await this.#catchUp();
    while (!this.#stop.signal.aborted) {
      try {
        await this.#step();
      } catch (error) {
        this.#options.logger.error({ err: error as Error }, 'The spool cannot be processed; trying again');
        await this.#pause(longestDelayMs);
      }
    }
  }

  /** Something was written, or a segment ended. */
  update(segments: SegmentView[]): void {
    this.#segments.update(segments);
    this.#alarm.ring();
  }

  /** Lets the batch under way end, but waits for no retry. */
  stop(): void {
    this.#stop.abort();
    this.#alarm.ring();
  }

  async #step(): Promise<void> {
    this.#alarm.reset();
    const place = this.#segments.next(this.#position);
    if (!place) {
      await this.#alarm.sleep();
      this.#gatheringSince = performance.now();
    } else if (await this.#hasGathered()) {
      this.#gatheringSince = performance.now();
      await this.#process(place.segment, place.offset);
    }
  }

  /** With much waiting at once, else when time is up; false when there is to be looked again. */
  async #hasGathered(): Promise<boolean> {
    const { bytes, gatherMs } = this.#options.limits;
    const rest = gatherMs - (performance.now() - this.#gatheringSince);
    if (rest <= 0 || this.#segments.waiting(this.#position) >= bytes) {
      return true;
    }
    await this.#alarm.sleep(rest);
    return false;
  }

  async #process(segment: SegmentView, offset: number): Promise<void> {
    const { batch, prepared } = await this.#source.take(this.#placeAt(segment, offset));
    const end = { segment: segment.id, offset: batch.next };
    if (batch.kind === 'damage') {
      if ((await this.#keepDamage(segment, offset, batch.bytes)) === 'done') {
        this.#advance(end, 0);
      }
      return;
    }
    if (this.#options.deaths >= deathsUntilPutAside && this.#maxBodies === 1) {
      const error = new Error(`The processor died ${this.#options.deaths} times when it came to this body.`);
      if ((await this.#keepBody(batch.bodies[0], error)) === 'done') {
        this.#advance(end, 1);
      }
      return;
    }
    await this.#store(batch.bodies, prepared ?? (await this.#prepare(batch.bodies.map(({ body }) => body))));
  }

  #placeAt(segment: SegmentView, offset: number): Place {
    return { segment, offset, limits: { bytes: this.#options.limits.bytes, bodies: this.#maxBodies } };
  }

  async #store(bodies: SpooledBody[], { batch, refused }: Prepared<B>): Promise<void> {
    for (const [at, error] of refused) {
      if ((await this.#keepBody(bodies[at], error)) === 'stopped') {
        return;
      }
    }
    const good = bodies.filter((_, at) => !refused.has(at));
    const attempt = good.length > 0 ? await this.#writeAndReadAhead(batch, endOf(bodies)) : 'done';
    if (attempt === 'done') {
      this.#advance(endOf(bodies), bodies.length);
    } else if (attempt !== 'stopped' && (await this.#storeApart(good, attempt.failed)) === 'done') {
      this.#advance(endOf(bodies), refused.size);
    }
  }

  #writeAndReadAhead(batch: B, end: Position): Promise<Attempt> {
    const writing = this.#write(batch, end);
    const next = this.#segments.next(end);
    const { bytes, bodies } = this.#options.limits;
    if (next && this.#maxBodies === bodies && this.#segments.waiting(end) >= bytes) {
      this.#source.readAhead(this.#placeAt(next.segment, next.offset));
    }
    return writing;
  }

  /** One of the bodies cannot be stored, or nothing can. */
  async #storeApart(bodies: SpooledBody[], error: Error): Promise<'done' | 'stopped'> {
    const result = await storeApart(bodies, error, {
      attempt: (some, mayAdvance) => this.#attempt(some, mayAdvance ? endOf(some) : null),
      putAside: (body, reason) => this.#keepBody(body, reason),
      advance: (last, count) => this.#advance(endOf([last]), count),
    });
    if (typeof result !== 'object') {
      return result;
    }
    this.#outages++;
    this.#options.onState(`The store fails with every body: ${result.failed.message}`);
    this.#options.logger.error(
      { err: result.failed },
      'The store fails with every body that it was tried with; none is put aside, trying again'
    );
    await this.#pause(Math.min(firstDelayMs * 2 ** this.#outages, longestOutageDelayMs));
    return 'stopped';
  }

  async #attempt(bodies: SpooledBody[], position: Position | null): Promise<Attempt> {
    const { batch, refused } = await this.#prepare(bodies.map(({ body }) => body));
    const [failed] = refused.values();
    return failed ? { failed } : this.#write(batch, position);
  }

  #prepare(bodies: Body[]): Promise<Prepared<B>> {
    return this.#working(() => this.#options.stages.prepare(bodies));
  }

  #write(batch: B, position: Position | null): Promise<Attempt> {
    return this.#insist(() =>
      this.#working(() => this.#options.stages.write(batch, position)).catch(async (error: Error) => {
        if (!position || !(await this.#isStored(position))) {
          throw error;
        }
      })
    );
  }

  async #working<T>(work: () => Promise<T>): Promise<T> {
    this.#options.onBusy(++this.#busy > 0);
    try {
      return await work();
    } finally {
      this.#options.onBusy(--this.#busy > 0);
    }
  }

  /** A commit whose answer was lost is a commit. */
  async #isStored(position: Position): Promise<boolean> {
    const stored = await this.#options.stages.stored().catch(() => null);
    return stored !== null && !isBefore(stored, position);
  }

  async #keepBody(body: SpooledBody, error: Error): Promise<'done' | 'stopped'> {
    const attempt = await this.#insist(async () => {
      const name = await this.#options.deadLetters.addBody(body, String(error.message || error));
      const { signal } = body.body;
      this.#options.logger.error({ err: error, signal, deadLetter: name }, 'A body became a dead letter');
    });
    return attempt === 'done' ? 'done' : 'stopped';
  }

  async #keepDamage(segment: SegmentView, at: number, bytes: Buffer): Promise<'done' | 'stopped'> {
    const attempt = await this.#insist(async () => {
      const name = await this.#options.deadLetters.addDamage(segment.id, at, bytes, `${segment.path} is damaged`);
      this.#options.logger.error({ segment: segment.path, bytes: bytes.length, deadLetter: name }, 'Skipped damage');
    });
    return attempt === 'done' ? 'done' : 'stopped';
  }

  /** Before the first batch: the store knows better than the spool's checkpoint what was stored before a crash. */
  async #catchUp(): Promise<void> {
    await this.#insist(async () => {
      const stored = await this.#options.stages.stored();
      if (stored && isBefore(this.#position, stored)) {
        this.#options.logger.info(
          { from: this.#position, to: stored },
          'The database knows of more than the checkpoint'
        );
        this.#advance(stored, 0);
      }
    });
  }

  /** Repeats what can be retried until it succeeds or the spool closes. */
  async #insist(action: () => Promise<void>): Promise<Attempt> {
    for (let delay = firstDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
      try {
        await action();
        this.#options.onState('ok');
        return 'done';
      } catch (error) {
        if (!(error instanceof RetryableError)) {
          return { failed: error instanceof Error ? error : new Error(String(error)) };
        }
        this.#options.onState(error.message);
        this.#options.logger.warn({ reason: error.message, retryInMs: delay }, 'Processing waits');
      }
      await this.#pause(delay);
      if (this.#stop.signal.aborted) {
        return 'stopped';
      }
    }
  }

  #advance(position: Position, bodies: number): void {
    this.#position = position;
    this.#segments.forget(position);
    this.#outages = 0;
    this.#maxBodies = Math.min(this.#maxBodies * 2, this.#options.limits.bodies);
    this.#options.onProcessed(position, bodies);
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}

function endOf(bodies: SpooledBody[]): Position {
  const last = bodies[bodies.length - 1];
  return { segment: last.segment, offset: last.next };
}
