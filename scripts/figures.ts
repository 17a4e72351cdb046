import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureRange } from './lib/captureRange.ts';
import { computeFigures, type Figures } from './lib/computeFigures.ts';
import { QueryClient } from './lib/QueryClient.ts';
import { readCapture, type CapturedExport } from './lib/readCapture.ts';
import { scratchDatabase } from './lib/scratchDatabase.ts';
import { sendExports } from './lib/sendExports.ts';
import { startShim, type Shim } from './lib/startShim.ts';

const DAY = 86_400_000;
const tell = (line: string) => console.error(line.trimEnd());

async function* exportsOf(files: string[]): AsyncGenerator<CapturedExport> {
  for (const file of files) {
    yield* readCapture(file);
  }
}

async function replayInto(shim: Shim, files: string[]): Promise<Figures> {
  // Requests began before their exports came, and clocks differ.
  const { from, to, exports } = await captureRange(files);
  tell(`Replaying ${exports} exports ...`);
  const summary = await sendExports(exportsOf(files), { url: shim.url });
  if (summary.refused.length > 0) {
    const [first] = summary.refused;
    throw new Error(
      `${summary.refused.length} exports were refused, first: ${first.path} ${first.status} ${first.message}`
    );
  }
  const client = new QueryClient(shim.url, shim.token);
  const status = await client.settled();
  if (status.deadLetters > 0) {
    throw new Error(`${status.deadLetters} exports could not be processed`);
  }
  return computeFigures(client, { from: from - DAY, to: to + DAY });
}

async function main(): Promise<void> {
  const files = process.argv.slice(2);
  if (files.length === 0) {
    throw new Error('npm run -s figures -- FILE...  prints what the captures tell, as one JSON object.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'insights-figures-'));
  const cleanUp: Array<() => Promise<unknown>> = [() => rm(folder, { recursive: true, force: true })];
  const end = async () => {
    for (let step = cleanUp.pop(); step; step = cleanUp.pop()) {
      await step();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void end().finally(() => process.exit(1)));
  }
  try {
    const database = await scratchDatabase(join(folder, 'database'), tell);
    cleanUp.push(() => database.close());
    tell(`Database: ${database.version}`);
    const shim = await startShim({ dbUrl: database.url, dataDir: join(folder, 'shim') });
    cleanUp.push(() => shim.stop());
    console.log(JSON.stringify(await replayInto(shim, files)));
  } finally {
    await end();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
