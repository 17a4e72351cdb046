import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../../scripts/lib/database.ts';

/** One private database server for all system tests, unless `INSIGHTS_DB_URL` names one; each test has its own schema. */
export default async function globalSetup(): Promise<void> {
  if (process.env.INSIGHTS_DB_URL) {
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'insights-tests-'));
  const database = await startDatabase({ dataDir: folder, log: (line) => console.error(line) });
  process.env.INSIGHTS_DB_URL = database.url;
  (globalThis as { stopDatabase?: () => Promise<void> }).stopDatabase = async () => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
