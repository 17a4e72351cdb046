import type { Inspected } from '../inspect.ts';
import { Check, LOG, RESOURCE } from './Check.ts';
import { visitGroups } from './visitGroups.ts';

export function inspectLogs(bytes: Uint8Array): Inspected {
  let records = 0;
  visitGroups(bytes, (pbf) => {
    const check = new Check(pbf);
    return {
      resource(places) {
        for (let at = 0; at < places.length; at += 2) {
          check.message(RESOURCE, places[at], places[at + 1], 0);
        }
      },
      record(from, to) {
        check.message(LOG, from, to, 0);
        records += 1;
      },
    };
  });
  return { records, rejected: [] };
}
