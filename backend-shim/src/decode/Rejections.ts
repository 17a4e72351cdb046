import type { Export } from '../pipeline/records.ts';

/** Why a span cannot be used, in the order in which the reasons are looked for. */
export const faults = {
  traceId: 'span without a valid trace id',
  spanId: 'span without a valid span id',
  start: 'span without a start time',
} as const;

/** Counts rejected records by reason. */
export class Rejections {
  readonly #counts = new Map<string, number>();

  add(reason: string, count = 1): void {
    if (count > 0) {
      this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
    }
  }

  list(): Export['rejected'] {
    return Array.from(this.#counts, ([reason, count]) => ({ count, reason }));
  }
}
