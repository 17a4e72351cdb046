import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPlugin } from '../build/buildPlugin.ts';
import { buildPreview } from '../../preview/server/buildPreview.ts';
import { startPreview } from '../../preview/server/startPreview.ts';
import { captureRange } from './captureRange.ts';
import { QueryClient } from './QueryClient.ts';
import { readCapture } from './readCapture.ts';
import { scratchDatabase } from './scratchDatabase.ts';
import { sendExports } from './sendExports.ts';
import { startShim } from './startShim.ts';

export interface Stack {
  /** Of the preview host. */
  url: string;
  /** Of the shim, with its token. */
  insightsUrl: string;
  token: string;
  /** A time range around what was replayed, ms since 1970. */
  range: { from: number; to: number };
  close(): Promise<void>;
}

/**
 * A private database and shim that have stored recorded captures, and the preview host before them.
 * @param files - the captures
 * @param root - the repository
 * @param log - takes progress, a line at a time
 */
export async function startStack(files: string[], root: string, log: (line: string) => void): Promise<Stack> {
  const cleanUp: Array<() => Promise<unknown>> = [];
  const close = async () => {
    for (let step = cleanUp.pop(); step; step = cleanUp.pop()) {
      await step();
    }
  };
  try {
    await buildPlugin(root, log);
    await buildPreview(root, log);
    const folder = await mkdtemp(join(tmpdir(), 'insights-stack-'));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    const database = await scratchDatabase(join(folder, 'database'), log);
    cleanUp.push(() => database.close());
    const shim = await startShim({ dbUrl: database.url, dataDir: join(folder, 'shim') });
    cleanUp.push(() => shim.stop());
    for (const file of files) {
      await sendExports(readCapture(file), { url: shim.url });
    }
    await new QueryClient(shim.url, shim.token).settled();
    const options = { insightsUrl: shim.url, token: shim.token, port: 0, host: '127.0.0.1', root };
    const preview = await startPreview(options);
    cleanUp.push(() => preview.close());
    const { from, to } = await captureRange(files);
    const range = { from: from - 60_000, to: to + 60_000 };
    return { url: preview.url, insightsUrl: shim.url, token: shim.token, range, close };
  } catch (error) {
    await close();
    throw error;
  }
}
