import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPreview } from '../preview/server/buildPreview.ts';
import { build } from './build.ts';
import { startDatabase } from './lib/database.ts';
import { provideChromium } from './test/provideChromium.ts';
import { readGo } from './test/readGo.ts';
import { readJest } from './test/readJest.ts';
import { readPlaywright } from './test/readPlaywright.ts';
import { runCommand } from './test/runCommand.ts';
import { addTallies, checkTally, honest, skippedTally, type Tally } from './test/Tally.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = await mkdtemp(join(tmpdir(), 'insights-test-'));
const tell = (line: string) => console.log(line);
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

interface Step {
  name: string;
  run(): Promise<Tally>;
}

/** Set as soon as the database is there; every suite makes a schema of its own on it. */
let env: NodeJS.ProcessEnv = { ...process.env };
let stopDatabase = async () => {};

function check(name: string, command: string, ...args: string[]): Step {
  return { name, run: async () => checkTally((await runCommand(command, args, { cwd: root })).code === 0) };
}

function jest(name: string, ...args: string[]): Step {
  const report = join(folder, `${name.replaceAll(' ', '-')}.json`);
  // Jest 29 does not end by itself when some of several projects are chosen.
  const fixed = ['--json', `--outputFile=${report}`, '--forceExit'];
  const run = async () => {
    // The report goes to the file; standard output would repeat it.
    const { code } = await runCommand(bin('jest'), [...fixed, ...args], { cwd: root, env, quiet: true });
    return honest(await readReport(report, readJest), code);
  };
  return { name, run };
}

async function readReport(file: string, read: (text: string) => Tally): Promise<Tally> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? checkTally(false) : read(text);
}

async function goTests(): Promise<Tally> {
  if ((await runCommand('go', ['version'], { cwd: root, quiet: true })).code !== 0) {
    return skippedTally('go test ./...: Go is not installed, so the bridge was not tested (https://go.dev/dl)');
  }
  const vet = await runCommand('go', ['vet', './...'], { cwd: root });
  const { code, output } = await runCommand('go', ['test', '-json', './...'], { cwd: root, quiet: true });
  const { output: failures, ...tally } = readGo(output);
  process.stdout.write(failures);
  return addTallies([checkTally(vet.code === 0), honest(tally, code)]);
}

async function buildAll(): Promise<Tally> {
  await build({ progress: tell });
  await buildPreview(root, tell);
  return checkTally(true);
}

async function bringUpDatabase(): Promise<Tally> {
  if (env.INSIGHTS_DB_URL) {
    tell(`Database: ${new URL(env.INSIGHTS_DB_URL).host} (INSIGHTS_DB_URL)`);
    return checkTally(true);
  }
  const database = await startDatabase({ dataDir: join(folder, 'database'), log: tell });
  stopDatabase = () => database.stop();
  env = { ...env, INSIGHTS_DB_URL: database.url };
  tell(`Database: ${database.version}`);
  return checkTally(true);
}

async function browserTests(): Promise<Tally> {
  if (!(await provideChromium(root))) {
    return skippedTally('browser tests: Chromium is not installed');
  }
  const report = join(folder, 'playwright.json');
  const { code } = await runCommand(bin('playwright'), ['test', '--reporter=list,json'], {
    cwd: root,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return honest(await readReport(report, readPlaywright), code);
}

/** What is quick and cheap comes first, so that most failures are told within a minute. */
const steps: Step[] = [
  check('types of the plugin', bin('tsc'), '--noEmit'),
  check('types of receiver, scripts and tests', bin('tsc'), '--noEmit', '-p', 'tsconfig.node.json'),
  check('lint', bin('eslint'), '--cache', '.'),
  check('unused code', bin('knip')),
  // A busy machine is slow, not wrong.
  jest('unit tests', '--selectProjects', 'plugin', 'shim', '--testTimeout=30000'),
  { name: 'tests of the bridge', run: goTests },
  { name: 'build', run: buildAll },
  { name: 'database', run: bringUpDatabase },
  jest('system tests', '--selectProjects', 'system', '--runInBand', '--testTimeout=300000'),
  { name: 'browser tests', run: browserTests },
];

async function runStep({ name, run }: Step): Promise<Tally> {
  tell(`\n== ${name}`);
  const startedAt = Date.now();
  const tally = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return checkTally(false);
  });
  const { passed, failed, skipped } = tally;
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
  tell(`-- ${name}: ${passed} passed, ${failed} failed, ${skipped.length} skipped (${seconds} s)`);
  return tally;
}

async function end(): Promise<void> {
  await stopDatabase();
  await rm(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void end().finally(() => process.exit(1)));
}

const wanted = process.argv.slice(2);
const tallies: Tally[] = [];
for (const step of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name) || name === 'database')) {
  tallies.push(await runStep(step));
}
await end();

const { passed, failed, skipped } = addTallies(tallies);
if (skipped.length > 0) {
  tell(`\nSKIPPED, so not shown to work:\n${skipped.map((name) => `  - ${name}`).join('\n')}`);
}
if (!existsSync(process.env.INSIGHTS_CAPTURES ?? join(root, '..', 'shared', 'captures'))) {
  tell('\nNo recorded captures were found (INSIGHTS_CAPTURES): the system tests ran on the committed excerpts alone.');
}
tell(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(failed > 0 ? 1 : 0);
