import { slotsEach } from './Slots.ts';

/**
 * For a slot without a model of its own: for a repetition that of the first time, else that of all slots of its kind.
 * @param models - of the slots before
 */
export function inheritedModel(slot: number, models: Uint16Array, defaults: number[]): number {
  return slot % 2 === 1 ? models[slot - 1] : defaults[(slot % slotsEach) / 2];
}
