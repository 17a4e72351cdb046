import { createLogger } from '../../pipeline/logger.ts';
import { Spool } from '../Spool.ts';

/** Appends numbered bodies, several at once, and prints each number once it is acknowledged; until it is killed. */
const [directory, sync] = process.argv.slice(2);
const spool = await Spool.open({
  directory: `${directory}/spool`,
  deadLetterDirectory: `${directory}/dead-letters`,
  maxDeadLetterBytes: 1e9,
  maxBytes: 1e9,
  sync: sync === 'strict' ? 'strict' : 'write',
  logger: createLogger('silent'),
  segmentBytes: 200_000,
});
const filling = 'x'.repeat(5_000);

async function appendOne(number: number): Promise<void> {
  const bytes = Buffer.from(`${number} ${filling}`);
  await spool.append({ signal: 'traces', encoding: 'protobuf', receivedAt: Date.now(), bytes });
  process.stdout.write(`${number}\n`);
}

for (let next = 0; ; next += 8) {
  await Promise.all(Array.from({ length: 8 }, (_, index) => appendOne(next + index)));
}
