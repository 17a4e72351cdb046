interface Sized {
  /** Bytes. */
  readonly size: number;
}

interface Known<Block> {
  /** Of the body that was read: another one, when late parts were merged. */
  stamp: string;
  block: Block;
}

/**
 * Merged blocks, or what was made of them, as they were read last: bounded by what they take; those not asked for the
 * longest go first.
 */
export class RollupCache<Block extends Sized> {
  readonly #maxBytes: number;
  readonly #blocks = new Map<string, Known<Block>>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string, stamp: string): Block | null {
    const known = this.#blocks.get(key);
    if (known?.stamp !== stamp) {
      return null;
    }
    this.#blocks.delete(key);
    this.#blocks.set(key, known);
    return known.block;
  }

  set(key: string, stamp: string, block: Block): void {
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
