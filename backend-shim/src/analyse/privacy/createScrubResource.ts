import type { Resource } from '../../pipeline/records.ts';
import type { ScrubText } from './createScrubText.ts';

const version = /^\d[\w.+~-]{0,63}$/;
/** A machine's own address names no visitor. */
const address = /^[\d.]{7,15}$|^[\da-f:]{3,39}$/i;

export type ScrubResource = (resource: Resource) => Resource;

/** Makes the function that leaves of where a shop runs what is no secret; the same object when nothing had to change. */
export function createScrubResource(scrubText: ScrubText): ScrubResource {
  const known = new WeakMap<Resource, Resource>();
  const scrub = (resource: Resource): Resource => {
    const scrubbed = {
      service: scrubText(resource.service),
      environment: resource.environment && scrubText(resource.environment),
      mahoVersion: keep(version, resource.mahoVersion),
      phpVersion: keep(version, resource.phpVersion),
      host: keep(address, resource.host),
    };
    const isSame = Object.entries(scrubbed).every(([key, value]) => resource[key as keyof Resource] === value);
    return isSame ? resource : scrubbed;
  };
  function keep(pattern: RegExp, value: string | null): string | null {
    return value === null || pattern.test(value) ? value : scrubText(value);
  }
  /** Records of one export are of one resource. */
  let last: [Resource, Resource] | null = null;
  return (resource) => {
    if (last === null || last[0] !== resource) {
      const scrubbed = known.get(resource) ?? scrub(resource);
      known.set(resource, scrubbed);
      last = [resource, scrubbed];
    }
    return last[1];
  };
}
