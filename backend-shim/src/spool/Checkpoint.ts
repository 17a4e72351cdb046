import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Up to where bodies have been processed: all before this byte of this segment. */
export interface Position {
  segment: number;
  offset: number;
}

const position = z.object({ segment: z.int().min(0), offset: z.int().min(0) });

export function isBefore(a: Position, b: Position): boolean {
  return a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset);
}

/**
 * The position on disk, replaced as a whole. The database knows it better, but may be away, or another one. Losing both
 * means processing again, which changes no figure.
 */
export class Checkpoint {
  readonly #path: string;

  constructor(directory: string) {
    this.#path = join(directory, 'checkpoint.json');
  }

  /** The beginning of everything where there is none, or none that can be read. */
  async read(): Promise<Position> {
    try {
      return position.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return { segment: 0, offset: 0 };
    }
  }

  async write(at: Position): Promise<void> {
    const next = `${this.#path}.next`;
    await writeFile(next, JSON.stringify(at));
    await rename(next, this.#path);
  }
}
