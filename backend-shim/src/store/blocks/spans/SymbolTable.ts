import { ByteWriter } from '../ByteWriter.ts';
import { grow } from '../bytes/grow.ts';
import { mostLinks } from './TreeWalk.ts';

/** Combinations of these and no shape, which nearly all rows are, are found without a map. */
const denseLinks = 16;

/**
 * Numbers what a row is apart from its numbers: its template, its link to the row before, the shape of what it has of
 * its own. Traces of one route are the same symbols over and over.
 */
export class SymbolTable {
  /** Places in the process's table of templates, in the order of the block's own list. */
  readonly templates: number[] = [];
  /** One symbol a row. */
  rows = new Int32Array(1024);
  rowCount = 0;
  readonly #symbolTemplates = new ByteWriter();
  readonly #symbolLinks = new ByteWriter();
  readonly #symbolShapes = new ByteWriter();
  readonly #localOf: Int32Array;
  #dense = new Int32Array(64 * denseLinks).fill(-1);
  readonly #others = new Map<string, number>();
  #size = 0;

  /** @param templateCount - in the process's table */
  constructor(templateCount: number) {
    this.#localOf = new Int32Array(templateCount).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  /** The template's place in the block's list. */
  localTemplate(template: number): number {
    const local = this.#localOf[template];
    return local >= 0 ? local : (this.#localOf[template] = this.templates.push(template) - 1);
  }

  /** @param shape - 0 for none */
  add(template: number, link: number, shape: number): void {
    if (this.rowCount === this.rows.length) {
      this.rows = grow(this.rows, this.rowCount + 1);
    }
    this.rows[this.rowCount++] =
      shape === 0 && link < denseLinks ? this.#denseSymbol(template, link) : this.#otherSymbol(template, link, shape);
  }

  /** A column of templates, one of links, one of shapes. */
  write(out: ByteWriter): void {
    out.bytes(this.#symbolTemplates.written());
    out.bytes(this.#symbolLinks.written());
    out.bytes(this.#symbolShapes.written());
  }

  /** The rows, in as few bytes each as the number of symbols needs. */
  writeRows(): Buffer {
    const { rows, rowCount } = this;
    const width = symbolWidth(this.#size);
    const bytes = Buffer.allocUnsafe(rowCount * width);
    for (let row = 0, at = 0; row < rowCount; row++) {
      for (let shift = 0; shift < 8 * width; shift += 8) {
        bytes[at++] = rows[row] >> shift;
      }
    }
    return bytes;
  }

  #denseSymbol(template: number, link: number): number {
    const place = template * denseLinks + link;
    if (place >= this.#dense.length) {
      const { length } = this.#dense;
      this.#dense = grow(this.#dense, place + 1).fill(-1, length);
    }
    const known = this.#dense[place];
    return known >= 0 ? known : (this.#dense[place] = this.#newSymbol(template, link, 0));
  }

  #otherSymbol(template: number, link: number, shape: number): number {
    const key = `${template * mostLinks + link},${shape}`;
    let symbol = this.#others.get(key);
    if (symbol === undefined) {
      symbol = this.#newSymbol(template, link, shape);
      this.#others.set(key, symbol);
    }
    return symbol;
  }

  #newSymbol(template: number, link: number, shape: number): number {
    this.#symbolTemplates.varint(template);
    this.#symbolLinks.byte(link);
    this.#symbolShapes.varint(shape);
    return this.#size++;
  }
}

/** Bytes of a symbol, where there are so many. */
export function symbolWidth(count: number): number {
  return count <= 1 << 8 ? 1 : count <= 1 << 16 ? 2 : 4;
}
