import { OverloadError } from './receiveErrors.ts';

/** Bytes of bodies that are in memory between socket and spool, of all requests together. */
export class InFlight {
  readonly #limit: number;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  reserve(): Reservation {
    let own = 0;
    return {
      grow: (bytes) => {
        if (this.#bytes + bytes > this.#limit) {
          throw new OverloadError('Too much is being received at once.');
        }
        this.#bytes += bytes;
        own += bytes;
      },
      release: () => {
        this.#bytes -= own;
        own = 0;
      },
    };
  }
}

/** One request's part. */
export interface Reservation {
  /** @throws OverloadError when the limit would be passed */
  grow(bytes: number): void;
  release(): void;
}
