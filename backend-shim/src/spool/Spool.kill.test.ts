import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { newDirectory, openSpool, readAll } from './testing/testSpool.ts';

/** Runs a real process that appends, and kills it after it acknowledged so many. */
async function killAfter(directory: string, sync: string, count: number): Promise<number[]> {
  const program = join(__dirname, 'testing', 'appendForever.ts');
  const child = spawn(process.execPath, [program, directory, sync], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: number[] = [];
  const ended = new Promise((resolve) => child.once('close', resolve));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (acknowledged.push(Number(line)) === count) {
      child.kill('SIGKILL');
    }
  });
  await ended;
  return acknowledged;
}

describe('after kill -9', () => {
  it.each(['write', 'strict'])(
    'every acknowledged body is there, once (%s)',
    async (sync) => {
      const directory = await newDirectory();
      const acknowledged = await killAfter(directory, sync, 300);
      expect(acknowledged.length).toBeGreaterThanOrEqual(300);
      const spool = await openSpool(directory);
      const found = (await readAll(spool, spool.waiting().bodies)).map((text) => Number(text.split(' ')[0]));
      expect(new Set(found).size).toBe(found.length);
      expect(found).toEqual(expect.arrayContaining(acknowledged));
      expect(spool.deadLetters()).toBe(0);
    },
    60_000
  );
});
