import type { Resource } from '../../pipeline/records.ts';
import type { ByteWriter } from './ByteWriter.ts';
import { Numbering } from './bytes/Numbering.ts';

/** Numbers resources by what they say. */
export class ResourceTable {
  readonly #contents = new Numbering<string>();
  readonly #places = new Map<Resource, number>();
  readonly #resources: Resource[] = [];

  place(resource: Resource): number {
    let place = this.#places.get(resource);
    if (place === undefined) {
      const { service, environment, mahoVersion, phpVersion, host } = resource;
      place = this.#contents.place(JSON.stringify([service, environment, mahoVersion, phpVersion, host]));
      this.#places.set(resource, place);
      this.#resources[place] ??= resource;
    }
    return place;
  }

  /** Service, environment, Maho's version, PHP's version and host of each: places of strings, 0 for none. */
  write(out: ByteWriter, strings: Numbering<string>): void {
    out.varint(this.#resources.length);
    for (const { service, environment, mahoVersion, phpVersion, host } of this.#resources) {
      for (const text of [service, environment, mahoVersion, phpVersion, host]) {
        out.varint(text === null ? 0 : strings.place(text) + 1);
      }
    }
  }
}
