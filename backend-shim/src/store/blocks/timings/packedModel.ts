import { modelAt, widths, type Model } from './modelAt.ts';
import { slotsEach } from './Slots.ts';

/** A model as one number. */
export function packModel(centre: number, width: number): number {
  return centre * widths.length + width;
}

export function unpackModel(packed: number): Model {
  return modelAt(Math.floor(packed / widths.length), packed % widths.length);
}

/**
 * For a slot without a model of its own: for a repetition that of the first time, else that of all slots of its kind.
 * @param models - of the slots before, packed
 */
export function inheritedModel(slot: number, models: Uint16Array, defaults: number[]): number {
  return slot % 2 === 1 ? models[slot - 1] : defaults[(slot % slotsEach) / 2];
}
