import type { Reservation } from './InFlight.ts';

/** A sender could claim more than it sends, so no more than this is set aside for what has not come. */
const mostAhead = 1 << 20;

/** Collects the chunks of a body, in one buffer where its length is known ahead. */
export class BodyBuffer {
  readonly #reservation: Reservation;
  readonly #expected: number;
  #whole: Buffer | null = null;
  #chunks: Buffer[] = [];
  /** Bytes so far. */
  length = 0;

  /** @param expected - bytes, 0 where it is not known */
  constructor(expected: number, reservation: Reservation) {
    this.#expected = expected <= mostAhead ? expected : 0;
    this.#reservation = reservation;
  }

  /** @throws OverloadError when there is no memory for it */
  add(chunk: Buffer): void {
    if (this.length === 0) {
      this.#begin(chunk);
    } else if (this.#whole) {
      chunk.copy(this.#whole, this.length);
    } else {
      this.#reservation.grow(chunk.length);
      this.#chunks.push(chunk);
    }
    this.length += chunk.length;
  }

  take(): Buffer {
    if (this.#whole) {
      return this.#whole;
    }
    return this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks, this.length);
  }

  #begin(chunk: Buffer): void {
    if (chunk.length >= this.#expected) {
      this.#reservation.grow(chunk.length);
      this.#chunks.push(chunk);
      return;
    }
    this.#reservation.grow(this.#expected);
    this.#whole = Buffer.allocUnsafe(this.#expected);
    chunk.copy(this.#whole);
  }
}
