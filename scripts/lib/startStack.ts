import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  /** A time range around what was replayed, else the last hour; ms since 1970. */
  range: { from: number; to: number };
}

export interface StackOptions {
  /** The repository, with plugin and preview host built. */
  root: string;
  /** Recorded captures to replay. */
  files: string[];
  /** Takes progress, a line at a time. */
  log: (line: string) => void;
}

/**
 * A private database and shim that have stored recorded captures, and the preview host before them.
 * @throws Error when one of them does not start, or an export is refused
 */
export async function startStack({ root, files, log }: StackOptions): Promise<Stack & { close(): Promise<void> }> {
  const cleanUp: Array<() => Promise<unknown>> = [];
  const close = async () => {
    for (let step = cleanUp.pop(); step; step = cleanUp.pop()) {
      await step();
    }
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'insights-stack-'));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    const database = await scratchDatabase(join(folder, 'database'), log);
    cleanUp.push(() => database.close());
    const shim = await startShim({ dbUrl: database.url, dataDir: join(folder, 'shim') });
    cleanUp.push(() => shim.stop());
    const { url: insightsUrl, token } = shim;
    await replay(files, { insightsUrl, token });
    const preview = await startPreview({ insightsUrl, token, port: 0, host: '127.0.0.1', root });
    cleanUp.push(() => preview.close());
    return { url: preview.url, insightsUrl, token, range: await rangeOf(files), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function replay(files: string[], { insightsUrl, token }: Pick<Stack, 'insightsUrl' | 'token'>): Promise<void> {
  for (const file of files) {
    const { refused } = await sendExports(readCapture(file), { url: insightsUrl });
    if (refused.length > 0) {
      throw new Error(`${refused.length} exports of ${file} were refused, the first with: ${refused[0].message}`);
    }
  }
  await new QueryClient(insightsUrl, token).settled();
}

async function rangeOf(files: string[]): Promise<Stack['range']> {
  const minute = 60_000;
  if (files.length === 0) {
    return { from: Date.now() - 60 * minute, to: Date.now() };
  }
  const { from, to } = await captureRange(files);
  return { from: from - minute, to: to + minute };
}
