import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RetryableError } from '../pipeline/errors.ts';
import type { SpooledBody } from './BatchReader.ts';
import { ownerOnly, ownerOnlyFolder } from './ownerOnly.ts';

export interface DeadLettersOptions {
  directory: string;
  /** Of all bodies in it. */
  maxBytes: number;
}

/**
 * Bodies that can never be processed, kept aside for a person to look at: `NAME.body` with the bytes and `NAME.json`
 * with the reason. The name tells where in the spool it stood: a body that is put aside again after a crash is still
 * one.
 */
export class DeadLetters {
  readonly #directory: string;
  readonly #maxBytes: number;
  #bytes = 0;
  #count = 0;

  private constructor({ directory, maxBytes }: DeadLettersOptions) {
    this.#directory = directory;
    this.#maxBytes = maxBytes;
  }

  static async open(options: DeadLettersOptions): Promise<DeadLetters> {
    await mkdir(options.directory, { recursive: true, mode: ownerOnlyFolder });
    const letters = new DeadLetters(options);
    await letters.#look();
    return letters;
  }

  count(): number {
    return this.#count;
  }

  /** @throws RetryableError when the folder is full, or cannot be written */
  async addBody({ body, segment, at }: SpooledBody, reason: string): Promise<string> {
    const { signal, encoding, bytes } = body;
    const receivedAt = new Date(body.receivedAt).toISOString();
    const name = `${receivedAt.replaceAll(/[-:.]/g, '')}-${signal}-${segment}-${at}`;
    return this.#add(name, bytes, { reason, signal, encoding, receivedAt });
  }

  /**
   * Bytes of a segment in which no body can be found.
   *
   * @throws RetryableError when the folder is full, or cannot be written
   */
  async addDamage(segment: number, at: number, bytes: Uint8Array, reason: string): Promise<string> {
    return this.#add(`damage-${segment}-${at}`, bytes, { reason });
  }

  async #add(name: string, bytes: Uint8Array, description: Record<string, string>): Promise<string> {
    try {
      if (await exists(join(this.#directory, `${name}.json`))) {
        return name;
      }
      await this.#findRoom(bytes.length);
      await write(join(this.#directory, `${name}.body`), bytes);
      const told = { ...description, at: new Date().toISOString() };
      await write(join(this.#directory, `${name}.json`), `${JSON.stringify(told, null, 2)}\n`);
    } catch (error) {
      throw error instanceof RetryableError
        ? error
        : new RetryableError(`A dead letter cannot be written: ${(error as Error).message}`, { cause: error });
    }
    this.#count++;
    this.#bytes += bytes.length;
    return name;
  }

  /** A folder of any size takes one letter at least. */
  async #findRoom(length: number): Promise<void> {
    const isFull = () => this.#count > 0 && this.#bytes + length > this.#maxBytes;
    if (isFull()) {
      // Someone may have made room.
      await this.#look();
    }
    if (isFull()) {
      throw new RetryableError(
        `The dead letters have reached INSIGHTS_DEAD_LETTERS_MAX: look at those in ${this.#directory}, and remove them or raise it.`
      );
    }
  }

  async #look(): Promise<void> {
    const files = await readdir(this.#directory);
    this.#count = files.filter((file) => file.endsWith('.json')).length;
    this.#bytes = 0;
    for (const file of files.filter((name) => name.endsWith('.body'))) {
      this.#bytes += await stat(join(this.#directory, file)).then(
        ({ size }) => size,
        () => 0
      );
    }
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false
  );
}

/** On disk when it ends: the spool forgets the body after that. */
async function write(path: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'w', ownerOnly);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
