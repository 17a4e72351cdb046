import type { Body } from '../pipeline/records.ts';
import { BatchReader, type Batch, type BatchLimits } from './BatchReader.ts';
import type { SegmentView } from './segments.ts';

/** A batch of bodies that is decoded, as far as they can be. */
export interface Prepared<B> {
  batch: B;
  /** Bodies that cannot be decoded, by their place. */
  refused: Map<number, Error>;
}

/** Where a batch begins, and how much it may be. */
export interface Place {
  segment: SegmentView;
  offset: number;
  limits: BatchLimits;
}

interface Ahead<B> {
  place: Place;
  taken: Promise<Taken<B>>;
}

export interface Taken<B> {
  batch: Batch;
  /** Of a batch that was prepared ahead. */
  prepared: Prepared<B> | null;
}

/** So much more than the limit is read where it is the rest of a segment: it would make a small batch of its own. */
const restShare = 1.5;

/**
 * Reads batches one after the other; the next one also ahead, and prepares it, while the one before is being stored and
 * this thread waits for the database.
 */
export class BatchSource<B> {
  readonly #prepare: (bodies: Body[]) => Promise<Prepared<B>>;
  /** In turn: a batch's bytes are needed until it is stored. */
  readonly #readers = [new BatchReader(), new BatchReader()];
  #turn = 0;
  #ahead: Ahead<B> | null = null;

  /** @param prepare - never throws */
  constructor(prepare: (bodies: Body[]) => Promise<Prepared<B>>) {
    this.#prepare = prepare;
  }

  /** The bytes of the batch taken before are gone then. */
  async take(place: Place): Promise<Taken<B>> {
    const ahead = this.#ahead;
    this.#ahead = null;
    // Waited for in any case: it reads into a buffer that is to be used.
    const taken = await ahead?.taken.catch(() => null);
    if (ahead && taken && isSame(ahead.place, place)) {
      return taken;
    }
    return { batch: await this.#read(place), prepared: null };
  }

  /** To be called once after a batch was taken, at most. */
  readAhead(place: Place): void {
    const taken = this.#read(place).then(async (batch) => {
      const isDamage = batch.kind === 'damage';
      return { batch, prepared: isDamage ? null : await this.#prepare(batch.bodies.map(({ body }) => body)) };
    });
    // A failure is told to whoever takes it.
    taken.catch(() => undefined);
    this.#ahead = { place, taken };
  }

  #read({ segment, offset, limits }: Place): Promise<Batch> {
    this.#turn = 1 - this.#turn;
    const rest = segment.bytes - offset;
    const bytes = !segment.open && rest <= limits.bytes * restShare ? rest : limits.bytes;
    return this.#readers[this.#turn].read(segment, offset, { ...limits, bytes });
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.segment.id === b.segment.id && a.offset === b.offset && a.limits.bodies === b.limits.bodies;
}
