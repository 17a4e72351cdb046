import { grow } from '../bytes/grow.ts';
import type { TreeWalk } from '../spans/TreeWalk.ts';

/** Contexts of one template. */
export const slotsEach = 8;

const afterSibling = 0;
const firstInParent = 2;
const withoutChildren = 4;
const afterChildren = 6;
const repeated = 1;

/**
 * Contexts within which rows' numbers are alike: a gap's is the template of the row before it under the same parent, or
 * of the parent, a length's the row's own; and whether the row's template stood in the trace before, since what is done
 * for the first time takes longer. Numbered by template, with 0 for none.
 */
export class Slots {
  gaps = new Int32Array(1024);
  lengths = new Int32Array(1024);
  length = 0;
  /** The trace in which a template was seen last. */
  #seen = new Int32Array(64);
  #trace = 0;

  /** @param templates - each row's place in the block's list of templates */
  add({ length: count, parents, previous, lastChild }: TreeWalk, templates: Int32Array): void {
    const { length } = this;
    this.gaps = grow(this.gaps, length + count);
    this.lengths = grow(this.lengths, length + count);
    const { gaps, lengths } = this;
    this.#trace += 1;
    for (let row = 0; row < count; row++) {
      const template = templates[row] + 1;
      const again = this.#isRepeated(template) ? repeated : 0;
      const before = previous[row];
      const parent = parents[row];
      if (before >= 0) {
        gaps[length + row] = (templates[before] + 1) * slotsEach + afterSibling + again;
      } else {
        const above = parent >= 0 && parent < row ? templates[parent] + 1 : 0;
        gaps[length + row] = above * slotsEach + firstInParent + again;
      }
      lengths[length + row] = template * slotsEach + (lastChild[row] < 0 ? withoutChildren : afterChildren) + again;
    }
    this.length = length + count;
  }

  #isRepeated(template: number): boolean {
    if (template >= this.#seen.length) {
      this.#seen = grow(this.#seen, template + 1);
    }
    const isRepeated = this.#seen[template] === this.#trace;
    this.#seen[template] = this.#trace;
    return isRepeated;
  }
}
