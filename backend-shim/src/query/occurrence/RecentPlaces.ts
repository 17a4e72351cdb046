import type { Place } from './sql.ts';

/**
 * When occurrences that were told of occurred: whoever walks through them asks for the neighbour that the answer
 * before named, and rows are found by their time.
 */
export class RecentPlaces {
  readonly #times = new Map<string, number>();
  readonly #most: number;

  constructor(most = 10_000) {
    this.#most = most;
  }

  remember(places: Array<Place | null>): void {
    for (const place of places) {
      if (place) {
        this.#times.delete(place.id);
        this.#times.set(place.id, place.time);
      }
    }
    for (const id of this.#times.keys()) {
      if (this.#times.size <= this.#most) {
        break;
      }
      this.#times.delete(id);
    }
  }

  timeOf(id: string): number | null {
    return this.#times.get(id) ?? null;
  }
}
