import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryOptions {
  longestDelayMs: number;
  signal: AbortSignal;
  /** Told of each failure before the wait. */
  onFailure: (error: Error) => void;
}

/** Repeats an action with doubling pauses until it succeeds (true), or the signal aborts (false). */
export async function untilItWorks(action: () => Promise<void>, options: RetryOptions): Promise<boolean> {
  for (let delay = 250; !options.signal.aborted; delay = Math.min(delay * 2, options.longestDelayMs)) {
    try {
      await action();
      return true;
    } catch (error) {
      options.onFailure(error instanceof Error ? error : new Error(String(error)));
    }
    await sleep(delay, undefined, { signal: options.signal }).catch(() => undefined);
  }
  return false;
}
