import type { ResourceGroup } from '../messages.ts';
import type { ResourceReader } from './ResourceReader.ts';
import { visitGroups } from './visitGroups.ts';
import type { Pbf } from './wire.ts';

/** Reads one export request into objects. */
export function readGroups<T>(
  bytes: Uint8Array,
  readRecord: (pbf: Pbf, from: number, to: number) => T,
  resources: ResourceReader
): Array<ResourceGroup<T>> {
  const groups: Array<ResourceGroup<T>> = [];
  let group: ResourceGroup<T>;
  visitGroups(bytes, (pbf) => ({
    resource(places) {
      group = { resource: resources.read(pbf, places), records: [] };
      groups.push(group);
    },
    record(from, to) {
      group.records.push(readRecord(pbf, from, to));
    },
  }));
  return groups;
}
