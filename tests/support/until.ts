import { setTimeout as sleep } from 'node:timers/promises';

/** @throws Error with the last value when the condition does not become true within a minute */
export async function until<T>(read: () => Promise<T> | T, condition: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const value = await read();
    if (condition(value)) {
      return value;
    }
    if (Date.now() > deadline) {
      throw new Error(`After a minute it was still: ${JSON.stringify(value)}`);
    }
    await sleep(50);
  }
}
