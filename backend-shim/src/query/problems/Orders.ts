import { randomBytes } from 'node:crypto';

/** What a list is in order of: the largest first, of equals the one seen last, then by id. */
export interface Place {
  key: number;
  lastSeen: number;
  id: string;
}

/** Kept this long after it was last asked for, ms. */
const maxAge = 600_000;
const mostPlaces = 500_000;

/**
 * Orders of lists as they were when their first pages were asked for, so that the next ones follow them, whatever moved
 * meanwhile. Forgotten after a while, and not known to other receivers: places in the list still tell what follows.
 */
export class Orders {
  readonly #orders = new Map<string, { places: readonly Place[]; usedAt: number }>();

  /** @returns its name */
  keep(places: readonly Place[]): string {
    const name = randomBytes(6).toString('hex');
    this.#orders.set(name, { places, usedAt: Date.now() });
    let kept = 0;
    for (const [other, order] of [...this.#orders].reverse()) {
      kept += order.places.length;
      if ((kept > mostPlaces && other !== name) || order.usedAt < Date.now() - maxAge) {
        this.#orders.delete(other);
      }
    }
    return name;
  }

  get(name: string): readonly Place[] | null {
    const order = this.#orders.get(name);
    if (!order || order.usedAt < Date.now() - maxAge) {
      return null;
    }
    this.#orders.delete(name);
    this.#orders.set(name, { ...order, usedAt: Date.now() });
    return order.places;
  }
}

/** Less than 0 where the first one comes first. */
export function compare(a: Place, b: Place): number {
  return b.key - a.key || b.lastSeen - a.lastSeen || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The first ones in order, of those that come after a place; without looking at the order of the rest. */
export function firstOf<P extends Place>(places: readonly P[], most: number, after: Place | null): P[] {
  const first: P[] = [];
  for (const place of places) {
    const isLate = first.length === most && compare(first[most - 1], place) <= 0;
    if (!isLate && (after === null || compare(after, place) < 0)) {
      let [low, high] = [0, first.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (compare(first[middle], place) < 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      first.splice(low, 0, place);
      first.length = Math.min(first.length, most);
    }
  }
  return first;
}
