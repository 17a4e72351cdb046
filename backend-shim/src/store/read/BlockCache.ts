import type { PoolConnection } from 'mysql2/promise';
import { openBlock, type Block } from '../blocks/openBlock.ts';
import { loadBlockBody, type BlockKey } from '../tables/traceBlocks.ts';

/** Opened blocks, the latest used: parts of a trace come one soon after the other, and readers ask for the same again. */
export class BlockCache {
  readonly #maxBytes: number;
  readonly #blocks = new Map<string, { block: Block; bytes: number }>();
  #bytes = 0;

  constructor(maxBytes = 32 << 20) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Null when the block is gone.
   * @throws DamagedBlockError
   */
  async get(connection: Pick<PoolConnection, 'query'>, key: BlockKey): Promise<Block | null> {
    const known = this.#blocks.get(key.blockId);
    if (known) {
      this.#blocks.delete(key.blockId);
      this.#blocks.set(key.blockId, known);
      return known.block;
    }
    const body = await loadBlockBody(connection, key);
    if (!body) {
      return null;
    }
    const block = openBlock(body, key.version);
    this.#add(key.blockId, block, body.length);
    return block;
  }

  #add(blockId: string, block: Block, compressed: number): void {
    // An opened block holds its streams uncompressed.
    const bytes = compressed * 6;
    this.#blocks.set(blockId, { block, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#blocks) {
      if (this.#bytes <= this.#maxBytes || oldest === blockId) {
        break;
      }
      this.#blocks.delete(oldest);
      this.#bytes -= freed;
    }
  }
}
