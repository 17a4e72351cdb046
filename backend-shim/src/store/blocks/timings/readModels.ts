import type { ByteReader } from '../ByteReader.ts';
import { bucketCount } from './buckets.ts';
import { packModel, widths } from './modelAt.ts';
import { inheritedModel } from './inheritedModel.ts';
import { slotsEach } from './Slots.ts';

/** @returns the model of each slot, packed @throws DamagedBlockError */
export function readModels(from: ByteReader, templateCount: number): Uint16Array {
  const templates = templateCount + 1;
  const slotCount = templates * slotsEach;
  const defaults = Array.from({ length: slotsEach / 2 }, () => readModel(from, from.byte()));
  const widthBytes = from.bytes(slotCount);
  const models = new Uint16Array(slotCount);
  for (let place = 0; place < slotCount; place++) {
    if (widthBytes[place] > 0) {
      // The centres of all slots of a kind stand together, for they are alike.
      const slot = (place % templates) * slotsEach + Math.floor(place / templates);
      models[slot] = readModel(from, widthBytes[place] - 1) + 1;
    }
  }
  from.end();
  for (let slot = 0; slot < slotCount; slot++) {
    models[slot] = models[slot] > 0 ? models[slot] - 1 : inheritedModel(slot, models, defaults);
  }
  return models;
}

function readModel(from: ByteReader, width: number): number {
  const centre = from.byte();
  return width < widths.length && centre < bucketCount
    ? packModel(centre, width)
    : from.fail(`a model around ${centre}, width ${width}`);
}
