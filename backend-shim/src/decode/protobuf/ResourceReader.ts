import type { Attributes, Resource } from '../../pipeline/records.ts';
import { readResource } from '../readResource.ts';
import { RunCache } from '../RunCache.ts';
import { RunHash } from '../RunHash.ts';
import { readAttribute } from './readAttributes.ts';
import { readWithin, type Pbf } from './wire.ts';

/** As many PHP workers of a shop tell their process id in it. */
const maxResources = 4_096;
const longest = 16_384;

/** Reads resources, which say the same in every export of a process: those whose bytes are known are not read again. */
export class ResourceReader {
  readonly #known = new RunCache<Resource>(maxResources);
  readonly #hash = new RunHash();

  /** @param places - where the parts of one resource are, as {@link GroupVisitor} is told */
  read(pbf: Pbf, places: number[]): Resource {
    this.#hash.reset();
    let length = 0;
    for (let at = 0; at < places.length; at += 2) {
      this.#hash.add(pbf.dataView, places[at], places[at + 1]);
      length += places[at + 1] - places[at];
    }
    const known = this.#known.get(this.#hash);
    if (known) {
      return known;
    }
    const attributes: Attributes = {};
    for (let at = 0; at < places.length; at += 2) {
      readWithin(pbf, places[at], places[at + 1], attributes, resourceField);
    }
    const resource = readResource(attributes);
    if (length <= longest) {
      this.#known.set(this.#hash, resource);
    }
    return resource;
  }
}

function resourceField(field: number, attributes: Attributes, pbf: Pbf): void {
  if (field === 1) {
    readAttribute(pbf, attributes);
  }
}
