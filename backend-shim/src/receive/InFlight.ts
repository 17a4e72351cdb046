import { OverloadError } from './receiveErrors.ts';

/** Bytes of bodies that are in memory between socket and spool, of all requests together. */
export class InFlight {
  readonly #limit: number;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  reserve(): Reservation {
    return new Reservation((bytes) => this.#add(bytes));
  }

  #add(bytes: number): void {
    if (bytes > 0 && this.#bytes + bytes > this.#limit) {
      throw new OverloadError('Too much is being received at once.');
    }
    this.#bytes += bytes;
  }
}

/** One request's part. */
export class Reservation {
  readonly #add: (bytes: number) => void;
  #own = 0;

  constructor(add: (bytes: number) => void) {
    this.#add = add;
  }

  /** @throws OverloadError when the limit would be passed */
  grow(bytes: number): void {
    this.#add(bytes);
    this.#own += bytes;
  }

  release(): void {
    this.#add(-this.#own);
    this.#own = 0;
  }
}
