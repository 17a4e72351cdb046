import type { Logger } from '../pipeline/logger.ts';
import { RetryableError } from '../pipeline/errors.ts';
import type { Position } from './Checkpoint.ts';
import type { SpoolView } from './messages.ts';
import { renewSpoolId } from './spoolId.ts';

/** As the store has it. */
interface Told {
  spoolId: string;
  segment: number;
  position: number;
}

/** What the store knows of a spool's position. */
export class StoredPosition {
  readonly #view: Pick<SpoolView, 'directory' | 'firstNewId'>;
  readonly #ask: (id: string) => Promise<Told | null>;
  readonly #logger: Logger;
  #id: string;
  #isTrusted: boolean;

  /** @param ask - asks the store for the position of a spool's id */
  constructor(
    view: Pick<SpoolView, 'id' | 'directory' | 'firstNewId'>,
    ask: (id: string) => Promise<Told | null>,
    logger: Logger
  ) {
    this.#view = view;
    this.#ask = ask;
    this.#logger = logger;
    this.#id = view.id;
    this.#isTrusted = view.firstNewId === null;
  }

  /** @throws RetryableError when the store does not say */
  async read(): Promise<Position | null> {
    const told = await this.#ask(this.#id).catch((error: Error) => {
      throw new RetryableError(`The database does not tell what is stored: ${error.message}`, { cause: error });
    });
    if (told && !this.#isTrusted && told.segment >= this.#view.firstNewId!) {
      await this.#renew(told);
      return null;
    }
    this.#isTrusted = true;
    return told && { segment: told.segment, offset: told.position };
  }

  /** A position as the store takes it. */
  of({ segment, offset }: Position): Told {
    return { spoolId: this.#id, segment, position: offset };
  }

  /**
   * What the store knows cannot be of this spool: the folder is a copy, or has lost its files. Under a new id nothing is
   * taken for stored that is not.
   */
  async #renew(told: Told): Promise<void> {
    this.#id = await renewSpoolId(this.#view.directory);
    this.#isTrusted = true;
    this.#logger.warn(
      { told, firstNewSegment: this.#view.firstNewId },
      'The database knows more of this spool than there is: its folder is not what it was. It has a new id now'
    );
  }
}
