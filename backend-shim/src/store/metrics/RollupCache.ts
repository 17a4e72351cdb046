import type { SeriesBlock } from './SeriesBlock.ts';

interface Known {
  /** Of the body that was read: another one, when late parts were merged. */
  stamp: string;
  block: SeriesBlock;
}

/** Merged blocks as they were read last, bounded by what they take; those not asked for the longest go first. */
export class RollupCache {
  readonly #maxBytes: number;
  readonly #blocks = new Map<string, Known>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string, stamp: string): SeriesBlock | null {
    const known = this.#blocks.get(key);
    if (known?.stamp !== stamp) {
      return null;
    }
    this.#blocks.delete(key);
    this.#blocks.set(key, known);
    return known.block;
  }

  set(key: string, stamp: string, block: SeriesBlock): void {
    this.#blocks.delete(key);
    this.#blocks.set(key, { stamp, block });
  }

  /** Blocks grow while they are read, so they are measured after that. */
  trim(): void {
    let bytes = 0;
    for (const { block } of this.#blocks.values()) {
      bytes += block.size;
    }
    for (const [key, { block }] of this.#blocks) {
      if (bytes <= this.#maxBytes) {
        return;
      }
      bytes -= block.size;
      this.#blocks.delete(key);
    }
  }
}
