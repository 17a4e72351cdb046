import { setTimeout as sleep } from 'node:timers/promises';
import type { StatusDocument } from '../../contract/documents.ts';
import { QueryClient } from '../../scripts/lib/QueryClient.ts';
import type { Shim } from '../../scripts/lib/startShim.ts';

const pollMs = 100;
/** Without any progress for so long, none will come. */
const patienceMs = 60_000;

/**
 * Waits until all that was acknowledged is stored, for as long as there is progress.
 * @throws Error when there is none
 */
export async function untilStored({ url, token }: Shim): Promise<StatusDocument> {
  const client = new QueryClient(url, token);
  let fewest = Infinity;
  for (let progressAt = performance.now(); ; await sleep(pollMs)) {
    const status = await client.status();
    if (status.waiting === 0) {
      return status;
    }
    if (status.waiting < fewest) {
      fewest = status.waiting;
      progressAt = performance.now();
    } else if (performance.now() - progressAt > patienceMs) {
      throw new Error(`${fewest} bodies wait, and none of them was stored for ${patienceMs / 1_000} s.`);
    }
  }
}
