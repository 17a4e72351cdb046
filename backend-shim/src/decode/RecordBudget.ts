import { UndecodableError } from '../pipeline/errors.ts';

/**
 * More than fit into the longest body when each says something. Two bytes can announce an empty record: without this, a
 * body of 20 MiB could take gigabytes and most of a minute.
 */
const maxRecords = 250_000;

/** Counts the spans, span events, log records and points of one body. */
export class RecordBudget {
  #left = maxRecords;

  /** @throws UndecodableError when there are too many */
  spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0) {
      throw new UndecodableError(`more than ${maxRecords} records in one body`);
    }
  }
}
