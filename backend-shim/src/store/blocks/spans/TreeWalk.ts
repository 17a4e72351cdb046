import { missingParent, noParent } from '../../../pipeline/spans/TraceSpans.ts';

/** How a row's parent is told: one of these, or {@link upwards} plus how many levels above the row before it stands. */
export const rootLink = 0;
export const missingLink = 1;
/** The parent's position follows in the details: it is not above the row before, or too far. */
export const positionLink = 2;
export const upwards = 3;
export const mostLinks = 256;

const mostLevels = mostLinks - upwards - 1;

/**
 * Walks a trace's rows in their order, once, as both encoder and decoder do. A row *closes* when a row comes that is not
 * below it: from then on its end is known, from which the next row's start and the parent's end are told.
 * Used again and again, so that its arrays are allocated once.
 */
export class TreeWalk {
  length = 0;
  links = new Uint8Array(0);
  parents = new Int32Array(0);
  /** The row with the same parent (or, as this one, without a known one) that closed last when this one came; or -1. */
  previous = new Int32Array(0);
  /** The child that had closed last when this one closed; or -1. */
  lastChild = new Int32Array(0);
  /** What happened in which order: a row came (its position), or closed (its complement). */
  order = new Int32Array(0);
  /** The child that closed last, so far. */
  #latest = new Int32Array(0);
  #closed = new Uint8Array(0);
  #steps = 0;
  #hasLaterParent = false;
  /** Of the rows without a known parent. */
  #latestOutside = -1;

  /** From the parents of all rows, as {@link TraceSpans.parents} has them. */
  walkParents(parents: Int32Array): void {
    this.#begin(parents.length);
    for (let row = 0; row < parents.length; row++) {
      this.#arrive(row, this.#linkOf(row, parents[row]), parents[row]);
    }
    this.#close(this.length, Infinity);
  }

  /**
   * From the links.
   * @param positionOf - asked for the parent of each row whose link is {@link positionLink}, in order
   * @returns whether all links lead to rows
   */
  walkLinks(length: number, linkOf: (row: number) => number, positionOf: (row: number) => number): boolean {
    this.#begin(length);
    for (let row = 0; row < length; row++) {
      const link = linkOf(row);
      const parent = this.#parentOf(row, link, positionOf);
      if (parent === row || parent >= length || (link >= upwards && parent < 0)) {
        return false;
      }
      this.#arrive(row, link, parent);
    }
    this.#close(length, Infinity);
    return !this.#hasLoop();
  }

  #begin(length: number): void {
    this.length = length;
    this.#steps = 0;
    this.#hasLaterParent = false;
    this.#latestOutside = -1;
    if (length > this.links.length) {
      const capacity = Math.max(length, 2 * this.links.length, 1024);
      this.links = new Uint8Array(capacity);
      this.parents = new Int32Array(capacity);
      this.previous = new Int32Array(capacity);
      this.lastChild = new Int32Array(capacity);
      this.order = new Int32Array(2 * capacity);
      this.#latest = new Int32Array(capacity);
      this.#closed = new Uint8Array(capacity);
    }
    this.#latest.fill(-1, 0, length);
    this.#closed.fill(0, 0, length);
  }

  #linkOf(row: number, parent: number): number {
    if (parent < 0) {
      return parent === noParent ? rootLink : missingLink;
    }
    let at = row - 1;
    for (let levels = 0; levels <= mostLevels && at >= 0; levels++) {
      if (at === parent) {
        return upwards + levels;
      }
      at = this.#above(at, row);
    }
    return positionLink;
  }

  #parentOf(row: number, link: number, positionOf: (row: number) => number): number {
    if (link < upwards) {
      return link === positionLink ? positionOf(row) : link === rootLink ? noParent : missingParent;
    }
    let at = row - 1;
    for (let levels = link - upwards; levels > 0 && at >= 0; levels--) {
      at = this.#above(at, row);
    }
    return at;
  }

  /** The parent of `at`, if it came before `row`; else less than 0. */
  #above(at: number, row: number): number {
    const parent = this.parents[at];
    return parent < row ? parent : -1;
  }

  #arrive(row: number, link: number, parent: number): void {
    this.#close(row, link >= upwards ? link - upwards : Infinity);
    this.#hasLaterParent ||= parent > row;
    this.links[row] = link;
    this.parents[row] = parent;
    this.previous[row] = parent >= 0 && parent < row ? this.#latest[parent] : this.#latestOutside;
    this.order[this.#steps++] = row;
  }

  /**
   * Closes the row before `row` and those above it, `levels` in all. What is open is always one line of descent that
   * ends in the row before, so the first closed one is the end.
   */
  #close(row: number, levels: number): void {
    let at = row - 1;
    for (let level = 0; level < levels && at >= 0 && this.#closed[at] === 0; level++) {
      const parent = this.parents[at];
      if (parent >= 0 && parent < at) {
        this.#latest[parent] = at;
      } else {
        this.#latestOutside = at;
      }
      this.lastChild[at] = this.#latest[at];
      this.#closed[at] = 1;
      this.order[this.#steps++] = ~at;
      at = this.#above(at, row);
    }
  }

  /** Only a parent that comes later can close a loop. */
  #hasLoop(): boolean {
    const { length, parents } = this;
    if (!this.#hasLaterParent) {
      return false;
    }
    const walk = new Int32Array(length);
    for (let row = 0; row < length; row++) {
      let at = row;
      for (; at >= 0 && walk[at] === 0; at = parents[at]) {
        walk[at] = row + 1;
      }
      if (at >= 0 && walk[at] === row + 1) {
        return true;
      }
    }
    return false;
  }
}
