import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { QueryClient } from '../lib/QueryClient.ts';
import { spawnPart, type SpawnedPart } from './spawnPart.ts';

export interface DemoOptions {
  root: string;
  logFile: string;
  insightsUrl: string;
  rate: string;
  sampling: string;
}

export async function startDemo(options: DemoOptions, more: string[] = []): Promise<SpawnedPart> {
  const { root, logFile, insightsUrl, rate, sampling } = options;
  return spawnPart({
    name: 'The demo store',
    command: process.execPath,
    args: [join(root, 'demo-store', 'main.ts'), '--url', insightsUrl, '--rate', rate, '--sampling', sampling, ...more],
    cwd: root,
    logFile,
    endLimitMs: 5_000,
  });
}

/**
 * Waits until the sender of the demo store's past is done and all of it is stored.
 * @param marker - a file that remembers that it was sent
 * @throws Error when it could not be sent
 */
export async function finishHistory(sender: SpawnedPart, marker: string, client: QueryClient): Promise<void> {
  if ((await sender.exited) !== 0) {
    throw new Error(`The demo store's past could not be sent: ${await sender.died}`);
  }
  await client.settled(600_000);
  await mkdir(dirname(marker), { recursive: true });
  await writeFile(marker, `${new Date().toISOString()}\n`);
}
