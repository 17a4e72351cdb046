import type { Position } from './Checkpoint.ts';
import type { SegmentView } from './segments.ts';

/** The segments that a reader has before it, as the writing thread tells of them. */
export class SegmentList {
  #segments: SegmentView[];

  constructor(segments: SegmentView[]) {
    this.#segments = [...segments].sort((a, b) => a.id - b.id);
  }

  /** @param changed - new ones, or ones that have grown or ended */
  update(changed: SegmentView[]): void {
    for (const segment of changed) {
      const at = this.#segments.findIndex(({ id }) => id === segment.id);
      if (at >= 0) {
        this.#segments[at] = segment;
      } else if (this.#segments.every(({ id }) => id < segment.id)) {
        this.#segments.push(segment);
      }
    }
  }

  /** Where to read on; null where nothing has been written yet. */
  next(position: Position): { segment: SegmentView; offset: number } | null {
    for (const segment of this.#segments) {
      const offset = segment.id === position.segment ? position.offset : 0;
      const isBehind = segment.id < position.segment;
      if (!isBehind && offset < segment.bytes) {
        return { segment, offset };
      }
      if (!isBehind && segment.open) {
        return null;
      }
    }
    return null;
  }

  /** Forgets the segments that a position has left behind. */
  forget(position: Position): void {
    while (this.#segments.length > 0 && this.#segments[0].id < position.segment) {
      this.#segments.shift();
    }
  }

  /** Bytes that are written from a position on. */
  waiting(position: Position): number {
    return this.#segments.reduce((sum, { id, bytes }) => {
      const done = id < position.segment ? bytes : id === position.segment ? position.offset : 0;
      return sum + bytes - done;
    }, 0);
  }
}
