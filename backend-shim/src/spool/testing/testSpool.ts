import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../pipeline/logger.ts';
import type { Body } from '../../pipeline/records.ts';
import type { BatchLimits } from '../BatchReader.ts';
import type { Position } from '../Checkpoint.ts';
import { Consumer, type ConsumerOptions, type Stages } from '../Consumer.ts';
import { DeadLetters } from '../DeadLetters.ts';
import { Spool, type SpoolOptions } from '../Spool.ts';

export function newDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'insights-spool-'));
}

export interface TestOptions extends Partial<SpoolOptions> {
  batch?: BatchLimits;
  /** Where what is not said of the consumer comes from. */
  consumer?: Partial<ConsumerOptions<Body[]>>;
}

/** A spool, and beside it a consumer on the same thread. */
export class TestSpool {
  readonly spool: Spool;
  readonly states: string[] = [];
  readonly #options: TestOptions;
  readonly #directory: string;
  #consumer: Consumer<Body[]> | null = null;
  #running: Promise<void> | null = null;

  constructor(spool: Spool, directory: string, options: TestOptions) {
    this.spool = spool;
    this.#directory = directory;
    this.#options = options;
  }

  append(body: Body): Promise<void> {
    return this.spool.append(body);
  }

  waiting(): { bodies: number; bytes: number } {
    return this.spool.waiting();
  }

  deadLetters(): number {
    return this.spool.deadLetters();
  }

  check(): Promise<void> {
    return this.spool.check();
  }

  /** Stores by a function of bodies; ends when the consumer has. */
  async consume(
    store: (bodies: Body[], position: Position | null) => Promise<void>,
    stages: Partial<Stages<Body[]>> = {}
  ) {
    const { position, segments } = await this.spool.view();
    const { maxDeadLetterBytes = 1e9, batch = { bodies: 200, bytes: 8e6 }, consumer = {} } = this.#options;
    const deadLetters = await DeadLetters.open({
      directory: join(this.#directory, 'dead-letters'),
      maxBytes: maxDeadLetterBytes,
    });
    this.#consumer = new Consumer<Body[]>({
      segments,
      position,
      deadLetters,
      deaths: 0,
      limits: { gatherMs: 1, ...batch },
      stages: {
        prepare: async (bodies) => ({ batch: bodies, refused: new Map() }),
        write: store,
        stored: async () => null,
        ...stages,
      },
      onProcessed: (to, bodies) => this.spool.processed({ position: to, bodies, deadLetters: deadLetters.count() }),
      onState: (state) => state !== this.states.at(-1) && this.states.push(state),
      onBusy: () => undefined,
      logger: createLogger('silent'),
      ...consumer,
    });
    this.spool.onGrowth((changed) => this.#consumer!.update(changed));
    this.#running = this.#consumer.run();
    return this.#running;
  }

  /** As a process ends that is asked to. */
  async close(): Promise<void> {
    this.#consumer?.stop();
    await this.#running;
    await this.spool.close();
  }
}

export async function openSpool(directory: string, options: TestOptions = {}): Promise<TestSpool> {
  const spool = await Spool.open({
    directory: join(directory, 'spool'),
    deadLetterDirectory: join(directory, 'dead-letters'),
    maxDeadLetterBytes: 1e9,
    maxBytes: 100_000_000,
    sync: 'write',
    logger: createLogger('silent'),
    ...options,
  });
  return new TestSpool(spool, directory, options);
}

export function bodyOf(text: string, more: Partial<Body> = {}): Body {
  return { signal: 'traces', encoding: 'json', receivedAt: 1_700_000_000_123, bytes: Buffer.from(text), ...more };
}

export function textOf(body: Body): string {
  return Buffer.from(body.bytes).toString();
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Consumes until as many bodies as said have come, then closes. */
export async function readAll(spool: TestSpool, count: number): Promise<string[]> {
  const texts: string[] = [];
  void spool.consume(async (bodies) => void texts.push(...bodies.map(textOf)));
  await until(() => texts.length >= count);
  await spool.close();
  return texts;
}
