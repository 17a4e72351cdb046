import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPreview } from '../../preview/server/buildPreview.ts';
import { buildPlugin } from '../../scripts/build/buildPlugin.ts';
import { startDatabase } from '../../scripts/lib/database.ts';
import { startStack } from '../../scripts/lib/startStack.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const log = (line: string) => console.error(line);

/**
 * Builds the pages and starts what most tests look at: a shim with the committed excerpts, and the preview host.
 * Tests read from the environment where it is; those that need a stack of their own share its database server.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  await buildPlugin(root, log);
  await buildPreview(root, log);
  const stopDatabase = process.env.INSIGHTS_DB_URL ? async () => {} : await startPrivateDatabase();
  const files = ['excerpt-json', 'excerpt-protobuf'].map((name) => join(root, 'tests', 'fixtures', `${name}.jsonl.gz`));
  const { close, ...stack } = await startStack({ root, files, log });
  process.env.INSIGHTS_TEST_STACK = JSON.stringify(stack);
  return async () => {
    await close();
    await stopDatabase();
  };
}

async function startPrivateDatabase(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'insights-browser-'));
  const database = await startDatabase({ dataDir: folder, log });
  process.env.INSIGHTS_DB_URL = database.url;
  return async () => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
