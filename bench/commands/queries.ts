import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import type { QueryInput } from '../../contract/queries.ts';
import { QueryClient } from '../../scripts/lib/QueryClient.ts';
import { Samples } from '../generator/Samples.ts';
import type { CleanUp } from '../lib/CleanUp.ts';
import { positive } from '../lib/options.ts';
import { printTable, round } from '../lib/printTable.ts';
import { runJobs } from '../lib/runJobs.ts';
import { Session } from '../lib/Session.ts';
import { untilStored } from '../lib/untilStored.ts';

const days = 30;
const dayMs = 86_400_000;
const fewestTraces = 1_000;

/** One thing that a page or a person asks for; several queries are asked at once, as a page does. */
interface Question {
  name: string;
  ask: (client: QueryClient, turn: number) => Promise<unknown>;
}

/** Times the query API over 30 days of traces. */
export async function queries(args: string[], cleanUp: CleanUp): Promise<unknown> {
  const { values } = parseArgs({
    args,
    options: {
      traces: { type: 'string', default: '100000' },
      spans: { type: 'string', default: '20' },
      repeat: { type: 'string', default: '50' },
    },
  });
  const traces = positive('traces', values.traces)!;
  const repeat = positive('repeat', values.repeat)!;
  const session = await Session.open(cleanUp);
  const range = await loadDays(session, traces, Number(values.spans) || null);
  const shim = await session.startShim();
  const client = new QueryClient(shim.url, shim.token);

  const summary: Record<string, { p50: number; p95: number }> = {};
  const rows: Array<Array<string | number>> = [['', 'p50', 'p95', 'max', 'times']];
  for (const { name, ask } of questions(
    range,
    await someProblem(client, range),
    await someTraces(session.tracesFile)
  )) {
    const samples = new Samples();
    for (let turn = 0; turn < repeat; turn++) {
      const began = performance.now();
      await ask(client, turn);
      samples.add(performance.now() - began);
    }
    const { p50, p95, max, count } = samples.percentiles();
    summary[name] = { p50: round(p50), p95: round(p95) };
    rows.push([name, p50, p95, max, count]);
  }
  await shim.stop();
  printTable(`Answers over ${days} days with ${traces} traces, ms, over HTTP`, rows);
  return summary;
}

/** Through the receiver, as a shop would have sent them in these days; then the jobs that would have run. */
async function loadDays(session: Session, traces: number, spansPerTrace: number | null) {
  const to = Math.floor(Date.now() / dayMs) * dayMs;
  const from = to - days * dayMs + dayMs;
  const shim = await session.startShim();
  const requestsPerSecond = (traces * 1_000) / (to - from);
  const plan = { requests: traces, spansPerTrace, simulated: { from, requestsPerSecond } };
  const result = await (await session.startLoad(plan)).finish();
  await untilStored(shim);
  await shim.stop();
  await runJobs(session.database);
  console.log(
    `Loaded ${result.traces} traces with ${result.acknowledged.spans} spans in ${result.seconds.toFixed(0)} s`
  );
  return { from: to - days * dayMs, to };
}

type Range = { from: number; to: number };

async function someProblem(client: QueryClient, range: Range): Promise<string> {
  const query: QueryInput = { queryType: 'problems', status: 'all', sort: 'occurrences', limit: 1 };
  const [row] = await client.rows<{ id: string }>(query, range);
  if (!row) {
    throw new Error('No problem was found in what was loaded.');
  }
  return row.id;
}

/** The first ones and those of later times: enough that the database has not all of them at hand. */
async function someTraces(file: string): Promise<string[]> {
  const ids: string[] = [];
  const stream = createReadStream(file, { highWaterMark: 20 * 1_024 }) as AsyncIterable<Buffer>;
  let blocks = 0;
  for await (const chunk of stream) {
    if (ids.length < fewestTraces || blocks % 64 === 0) {
      ids.push(chunk.toString('hex', 0, 16));
    }
    blocks += 1;
  }
  return ids;
}

function questions(range: Range, problemId: string, traces: string[]): Question[] {
  const ask =
    (...inputs: QueryInput[]) =>
    (client: QueryClient) =>
      Promise.all(inputs.map((input) => client.query(input, range, { intervalMs: 3_600_000 })));
  const figure = (name: string, format: string, by = 'none') =>
    ({ queryType: 'figure', figure: name, format, by }) as QueryInput;
  return [
    {
      name: 'overview',
      ask: ask(
        ...['errors', 'averageDuration', 'orders', 'slowQueries'].map((name) => figure(name, 'comparison')),
        { queryType: 'problems', sort: 'lastSeen', limit: 5 },
        { queryType: 'requests', sort: 'slowest', limit: 5 }
      ),
    },
    { name: 'figure', ask: ask(figure('requests', 'total')) },
    { name: 'timeseries', ask: ask(figure('requests', 'timeseries', 'store')) },
    { name: 'averageDuration', ask: ask(figure('averageDuration', 'timeseries')) },
    { name: 'slowestRequests', ask: ask({ queryType: 'requests', sort: 'slowest' }) },
    { name: 'newestRequests', ask: ask({ queryType: 'requests', sort: 'newest' }) },
    { name: 'problems', ask: ask({ queryType: 'problems', status: 'all', sort: 'occurrences' }) },
    { name: 'occurrences', ask: ask({ queryType: 'occurrences', problemId, limit: 100 }) },
    { name: 'problem', ask: (client) => client.problem(problemId) },
    { name: 'orders', ask: ask({ queryType: 'orders' }) },
    {
      name: 'trace',
      ask: (client, turn) =>
        client.query(
          { queryType: 'trace', traceId: traces[Math.floor((turn * traces.length) / 50) % traces.length] },
          range
        ),
    },
  ];
}
