import { setImmediate as nextTurn } from 'node:timers/promises';

const longestMs = 8;

/**
 * Lets others have the thread while much is being read: stores that wait for an acknowledgement must not wait for a
 * page that somebody opened. To be called often; pauses only when the last pause is long ago.
 */
export function createBreathing(now: () => number = () => performance.now()): () => Promise<void> {
  let last = now();
  return async () => {
    if (now() - last >= longestMs) {
      await nextTurn();
      last = now();
    }
  };
}
