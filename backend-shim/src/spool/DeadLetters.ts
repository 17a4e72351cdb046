import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Body } from '../pipeline/records.ts';

/**
 * Bodies that can never be processed, kept aside for a person to look at: `NAME.body` with the bytes and `NAME.json`
 * with the reason.
 */
export class DeadLetters {
  readonly #directory: string;
  #count = 0;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static async open(directory: string): Promise<DeadLetters> {
    await mkdir(directory, { recursive: true });
    const letters = new DeadLetters(directory);
    letters.#count = (await readdir(directory)).filter((file) => file.endsWith('.json')).length;
    return letters;
  }

  count(): number {
    return this.#count;
  }

  async addBody(body: Body, reason: string): Promise<string> {
    const { signal, encoding, receivedAt, bytes } = body;
    return this.#write(signal, bytes, { reason, signal, encoding, receivedAt: new Date(receivedAt).toISOString() });
  }

  /** Bytes of a segment in which no body can be found. */
  async addDamage(bytes: Uint8Array, reason: string): Promise<string> {
    return this.#write('damage', bytes, { reason });
  }

  async #write(kind: string, bytes: Uint8Array, description: Record<string, string>): Promise<string> {
    const now = new Date().toISOString();
    const name = await this.#writeBody(`${now.replaceAll(/[-:.]/g, '')}-${kind}`, bytes);
    await writeFile(join(this.#directory, `${name}.json`), `${JSON.stringify({ ...description, at: now }, null, 2)}\n`);
    this.#count++;
    return name;
  }

  async #writeBody(prefix: string, bytes: Uint8Array): Promise<string> {
    for (let number = 1; ; number++) {
      const name = `${prefix}-${number}`;
      try {
        await writeFile(join(this.#directory, `${name}.body`), bytes, { flag: 'wx' });
        return name;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
          throw error;
        }
      }
    }
  }
}
