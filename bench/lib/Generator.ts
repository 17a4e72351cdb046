import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Counts } from '../generator/Counts.ts';
import type { FromGenerator, LoadPlan, LoadResult, ToGenerator } from '../generator/protocol.ts';
import type { CleanUp } from './CleanUp.ts';

const program = join(import.meta.dirname, '..', 'generator', 'main.ts');

/** The load generator, a process of its own. */
export class Generator {
  acknowledged: Counts | null = null;
  /** Rejects when the generator fails. */
  readonly done: Promise<LoadResult>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, plan: LoadPlan, onLoaded: () => void) {
    this.#child = child;
    this.done = new Promise((resolve, reject) => {
      child.once('exit', (code, signal) => reject(new Error(`The load generator ended early (${signal ?? code}).`)));
      child.on('message', (message: FromGenerator) => {
        if (message.type === 'loaded') {
          onLoaded();
        } else if (message.type === 'progress') {
          this.acknowledged = message.acknowledged;
        } else if (message.type === 'done') {
          resolve(message.result);
        } else {
          reject(new Error(`The load generator failed: ${message.message}`));
        }
      });
    });
    this.tell({ type: 'start', plan });
  }

  /** Resolves when the generator has read its recordings and begins to send. */
  static async start(plan: LoadPlan, cleanUp: CleanUp): Promise<Generator> {
    const child = fork(program, { execArgv: ['--disable-warning=ExperimentalWarning'] });
    cleanUp.add(async () => void child.kill('SIGKILL'));
    let generator!: Generator;
    const loaded = new Promise<void>((resolve) => {
      generator = new Generator(child, plan, resolve);
    });
    await Promise.race([loaded, generator.done]);
    return generator;
  }

  tell(message: ToGenerator): void {
    if (this.#child.connected) {
      this.#child.send(message);
    }
  }

  /** The result, once all requests under way are acknowledged; the process is gone then. */
  async finish(): Promise<LoadResult> {
    const result = await this.done;
    this.#child.disconnect();
    return result;
  }
}
