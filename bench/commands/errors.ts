import { parseArgs } from 'node:util';
import type { Pool } from 'mysql2/promise';
import { createLogger } from '../../backend-shim/src/pipeline/logger.ts';
import { createPool } from '../../backend-shim/src/store/createPool.ts';
import { migrate } from '../../backend-shim/src/store/migrate.ts';
import { ensurePartitions } from '../../backend-shim/src/store/partitions/ensurePartitions.ts';
import { QueryClient } from '../../scripts/lib/QueryClient.ts';
import { questionsOfErrors } from '../errors/questionsOfErrors.ts';
import { loadErrors, type LoadedErrors } from '../errors/loadErrors.ts';
import { Samples } from '../generator/Samples.ts';
import type { CleanUp } from '../lib/CleanUp.ts';
import { positive } from '../lib/options.ts';
import { printTable, round } from '../lib/printTable.ts';
import { Session } from '../lib/Session.ts';

const dayMs = 86_400_000;
const retention = { traces: 30 * dayMs, occurrences: 90 * dayMs, metrics: 395 * dayMs };
/** What INSIGHTS_MAX_OCCURRENCES is by default. */
const rowsPerHour = 100;
/** Asked first, and not timed: a page is opened more than once after the receiver was started. */
const warmUps = 1;

type Summary = Record<string, number | { p50: number; p95: number; first: number }>;

/** Times lists, searches and details over so many problems and occurrences, which are written as rows and roll-ups. */
export async function errors(args: string[], cleanUp: CleanUp): Promise<unknown> {
  const { values } = parseArgs({
    args,
    options: {
      problems: { type: 'string', default: '100000' },
      occurrences: { type: 'string', default: '10000000' },
      days: { type: 'string', default: '90' },
      repeat: { type: 'string', default: '50' },
    },
  });
  const plan = {
    problems: positive('problems', values.problems)!,
    occurrences: positive('occurrences', values.occurrences)!,
    days: positive('days', values.days)!,
  };
  const repeat = positive('repeat', values.repeat)!;
  const session = await Session.open(cleanUp);
  const to = Math.floor(Date.now() / dayMs) * dayMs;
  const { loaded, seconds } = await load(session, cleanUp, { ...plan, to });
  console.log(
    `Loaded ${plan.problems} problems, ${plan.occurrences} occurrences (${loaded.rows} rows) in ${seconds} s`
  );
  const shim = await session.startShim();
  const client = new QueryClient(shim.url, shim.token);
  const summary: Summary = { ...plan, rows: loaded.rows, loadSeconds: seconds };
  const rows: Array<Array<string | number>> = [['', 'first', 'p50', 'p95', 'max', 'times']];
  for (const { name, ask } of questionsOfErrors(client, loaded.problems, to)) {
    const first = await timed(() => ask(0));
    const samples = new Samples();
    for (let turn = warmUps; turn < repeat + warmUps; turn++) {
      samples.add(await timed(() => ask(turn)));
    }
    const { p50, p95, max, count } = samples.percentiles();
    summary[name] = { p50: round(p50), p95: round(p95), first: round(first) };
    rows.push([name, first, p50, p95, max, count]);
  }
  await shim.stop();
  printTable('Answers over HTTP, ms', rows);
  return summary;
}

async function timed(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await ask();
  return performance.now() - began;
}

async function load(
  session: Session,
  cleanUp: CleanUp,
  plan: { problems: number; occurrences: number; days: number; to: number }
): Promise<{ loaded: LoadedErrors; seconds: number }> {
  const pool: Pool = createPool(session.database.url);
  cleanUp.add(() => pool.end());
  await migrate(pool, createLogger('warn'));
  await ensurePartitions(pool, plan.to, retention);
  const began = performance.now();
  const log = (line: string) => console.error(line);
  const loaded = await loadErrors(pool, { ...plan, rowsPerHour, minuteDays: 30, log });
  return { loaded, seconds: Math.round((performance.now() - began) / 1_000) };
}
