import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../pipeline/logger.ts';
import { ThreadSigns } from './ThreadSigns.ts';

export interface ProcessorThreadOptions<Message> {
  /** The thread's program. It gets `workerData` of {@link ProcessorStart}. */
  program: URL | string;
  /** What else the program is given, anew for each thread. */
  begin: () => Promise<object>;
  onMessage: (message: Message) => void;
  /** Told before another thread is started. */
  onDeath: (error: Error) => void;
  logger: Logger;
  /** How long a thread may give no sign of life, in seconds. */
  longestSilence?: number;
  /** Of the thread's long-lived objects: what takes more dies, and not the process. */
  maxHeapMb?: number;
}

/** What every processor gets. */
export interface ProcessorStart {
  /** How many threads before died, one after the other, without having processed anything. */
  deaths: number;
  signs: SharedArrayBuffer;
}

const defaultSilence = 60;
const defaultHeapMb = 1_024;
const youngGenerationMb = 8;
const firstDelayMs = 100;
const longestDelayMs = 10_000;

/** Keeps a thread running: one that dies, or hangs, is started anew. */
export class ProcessorThread<Message> {
  readonly #options: ProcessorThreadOptions<Message>;
  readonly #stopping = new AbortController();
  #worker: Worker | null = null;
  #deaths = 0;
  #restarts = 0;

  constructor(options: ProcessorThreadOptions<Message>) {
    this.#options = options;
  }

  /** Ends after {@link stop} and the thread's end. */
  async run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const signs = new ThreadSigns();
      const error = await this.#live(signs);
      if (this.#stopping.signal.aborted) {
        return;
      }
      // One that was waiting did not die of the body that it was at.
      this.#deaths += signs.isBusy ? 1 : 0;
      this.#options.logger.error({ err: error, deaths: this.#deaths }, 'The processor died; it is started anew');
      this.#options.onDeath(error);
      const delay = Math.min(firstDelayMs * 2 ** this.#restarts++, longestDelayMs);
      await sleep(delay, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  post(message: object): void {
    this.#worker?.postMessage(message);
  }

  /** The thread has got on: what it died of before is behind it. */
  hasAdvanced(): void {
    this.#deaths = 0;
    this.#restarts = 0;
  }

  /** Lets the thread end after what it does. */
  stop(message: object): void {
    this.#stopping.abort();
    this.post(message);
  }

  /** @returns why it ended */
  async #live(signs: ThreadSigns): Promise<Error> {
    const { program, begin, onMessage, longestSilence = defaultSilence, maxHeapMb = defaultHeapMb } = this.#options;
    let told: object;
    try {
      told = await begin();
    } catch (error) {
      return error as Error;
    }
    if (this.#stopping.signal.aborted) {
      return new Error('It was not started any more.');
    }
    // Its own heap begins with this, whatever the process's is: it makes many objects that live for a batch.
    setFlagsFromString(`--min-semi-space-size=${youngGenerationMb}`);
    const start: ProcessorStart = { deaths: this.#deaths, signs: signs.shared };
    const worker = new Worker(program, {
      name: 'processor',
      workerData: { ...told, ...start },
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    this.#worker = worker;
    let reason: Error | null = null;
    const watch = signs.watch(longestSilence, () => {
      reason = new Error(`It gave no sign of life for ${longestSilence} s.`);
      void worker.terminate();
    });
    return new Promise((resolve) => {
      worker.on('message', onMessage);
      worker.on('error', (error: Error) => {
        reason = error;
      });
      worker.on('exit', (code) => {
        clearInterval(watch);
        this.#worker = null;
        resolve(reason ?? new Error(`It ended with ${code}.`));
      });
    });
  }
}
