import { randomBytes } from 'node:crypto';
import type { Pool } from 'mysql2/promise';
import { packEntry } from '../../backend-shim/src/store/dictionary/entryBody.ts';
import { textId } from '../../backend-shim/src/store/dictionary/textEntry.ts';
import { Names, type NameIds } from '../../backend-shim/src/store/names/Names.ts';
import { Random } from '../../demo-store/Random.ts';
import { makeProblems } from './makeProblems.ts';
import { hosts, payments, routes, service, stores, versions } from './names.ts';
import { Occurrences, type HourOfOccurrences } from './Occurrences.ts';
import type { Problem } from './Problem.ts';
import { Rollups, versionAt } from './Rollups.ts';
import { RowInserter } from './RowInserter.ts';

export interface ErrorsPlan {
  problems: number;
  occurrences: number;
  days: number;
  /** Begin of the day that follows the last one, ms since 1970. */
  to: number;
  /** Rows of a problem within an hour, as a storm leaves them. */
  rowsPerHour: number;
  /** Days of which counts by minute are kept. */
  minuteDays: number;
  log: (line: string) => void;
}

export interface LoadedErrors {
  problems: Problem[];
  /** Rows of occurrences; the others are counts alone. */
  rows: number;
}

/** What was seen of a problem. */
interface Seen {
  first: Float64Array;
  last: Float64Array;
  count: Float64Array;
}

const dayMs = 86_400_000;
const visitors = 500_000;
const paths = 500;

/** Fills an empty schema with problems, their occurrences and roll-ups, as if they had come over days. */
export async function loadErrors(pool: Pool, plan: ErrorsPlan): Promise<LoadedErrors> {
  const problems = makeProblems(plan.problems, plan.days);
  const nameIds = await makeNames(pool);
  const seen: Seen = {
    first: new Float64Array(problems.length),
    last: new Float64Array(problems.length),
    count: new Float64Array(problems.length),
  };
  const stackIds = await insertStacks(pool, problems);
  const writer = new OccurrenceWriter(pool, { problems, stackIds, nameIds, plan });
  const connection = await pool.getConnection();
  await connection.beginTransaction();
  const rollups = new Rollups(connection, problems, { minutesSince: plan.to - plan.minuteDays * dayMs, to: plan.to });
  const random = new Random('stores');
  for (const hour of new Occurrences(problems, { ...plan, count: plan.occurrences }).hours()) {
    const storeOf = Uint8Array.from(hour.times, () => (random.chance(0.7) ? 0 : 1));
    note(seen, hour);
    await Promise.all([writer.add(hour, storeOf), rollups.addHour(hour, storeOf)]);
    if ((hour.start / dayMs) % 10 === 0) {
      plan.log(`${new Date(hour.start).toISOString().slice(0, 10)}: ${writer.rows} rows`);
    }
  }
  await connection.commit();
  connection.release();
  await writer.flush();
  await insertProblems(pool, problems, seen, plan);
  await insertSurroundings(pool, plan);
  await pool.query(
    'ANALYZE TABLE maho_insights_errors, maho_insights_error_occurrences, maho_insights_metrics_history'
  );
  return { problems, rows: writer.rows };
}

function note({ first, last, count }: Seen, { start, times, problems }: HourOfOccurrences): void {
  for (let at = 0; at < times.length; at++) {
    const [problem, time] = [problems[at], start + times[at]];
    first[problem] = first[problem] === 0 ? time : Math.min(first[problem], time);
    last[problem] = Math.max(last[problem], time);
    count[problem] += 1;
  }
}

/** Rows of occurrences, written as SQL: values as binary parameters would cost as much as all else. */
class OccurrenceWriter {
  rows = 0;
  readonly #plan: ErrorsPlan;
  readonly #problems: Problem[];
  readonly #stackIds: string[];
  readonly #nameIds: NameTable;
  readonly #random = new Random('rows');
  readonly #inserter: RowInserter;

  constructor(
    pool: Pool,
    {
      problems,
      stackIds,
      nameIds,
      plan,
    }: { problems: Problem[]; stackIds: string[]; nameIds: NameTable; plan: ErrorsPlan }
  ) {
    this.#plan = plan;
    this.#problems = problems;
    this.#stackIds = stackIds;
    this.#nameIds = nameIds;
    this.#inserter = new RowInserter(pool, 'maho_insights_error_occurrences', [
      'occurred_at', 'occurrence_id', 'error_hash', 'trace_id', 'has_trace', 'handled', 'source_id', 'endpoint_id',
      'path_id', 'http_status', 'duration_us', 'visitor_id', 'customer_id', 'cart_id', 'message', 'stack_id',
      'order_number', 'payment_method',
    ]); // prettier-ignore
  }

  async add({ start, times, problems }: HourOfOccurrences, storeOf: Uint8Array): Promise<void> {
    const inHour = new Map<number, number>();
    const ids = randomBytes(times.length * 32).toString('hex');
    const version = versionAt(start, this.#plan.to);
    for (let at = 0; at < times.length; at++) {
      const before = inHour.get(problems[at]) ?? 0;
      inHour.set(problems[at], before + 1);
      if (before < this.#plan.rowsPerHour) {
        const time = new Date(start + times[at]).toISOString().slice(0, 23).replace('T', ' ');
        const id = `x'${ids.slice(at * 64, at * 64 + 32)}',x'${this.#problems[problems[at]].id}'`;
        const trace = `x'${ids.slice(at * 64 + 32, at * 64 + 64)}'`;
        await this.#inserter.add(`'${time}',${id},${trace},${this.#restOf(problems[at], storeOf[at], version)}`);
        this.rows += 1;
      }
    }
  }

  async flush(): Promise<void> {
    await this.#inserter.flush();
  }

  #restOf(place: number, store: number, version: number): string {
    const random = this.#random;
    const { handled, httpStatus, route, title } = this.#problems[place];
    const ids = this.#nameIds(store, version, random.whole(0, hosts.length - 1), route, random.whole(0, paths - 1));
    const visitor = random.chance(0.9) ? random.whole(1, visitors) : 'NULL';
    const customer = random.chance(0.2) ? random.whole(1, visitors / 10) : 'NULL';
    const isCheckout = routes[route].startsWith('checkout/');
    const payment = isCheckout && random.chance(0.5) ? `'${random.pick(payments)}'` : 'NULL';
    const message = title.replaceAll(/<\w+>/g, () => String(random.whole(1, 99_999)));
    return (
      `0,${handled ? 1 : 0},${ids.source_id},${ids.endpoint_id},${ids.path_id},${httpStatus},` +
      `${random.whole(20_000, 900_000)},${visitor},${customer},${isCheckout ? random.whole(1, 200_000) : 'NULL'},` +
      `'${message}',x'${this.#stackIds[place]}',NULL,${payment}`
    );
  }
}

type NameTable = (store: number, version: number, host: number, route: number, path: number) => NameIds;

/** Sources, endpoints and paths, as the receiver numbers them. */
async function makeNames(pool: Pool): Promise<NameTable> {
  const named = (store: number, version: number, host: number, route: number, path: number) => ({
    context: {
      service,
      storeId: stores[store],
      storeCode: `store${stores[store]}`,
      websiteId: 1,
      area: 'frontend',
      method: 'GET',
      path: `/page-${path}.html`,
      route: routes[route],
      httpStatus: null,
      visitorId: null,
      customerId: null,
      cartId: null,
    },
    resource: {
      service,
      environment: 'production',
      mahoVersion: versions[version],
      phpVersion: version > 3 ? '8.3.20' : '8.4.27',
      host: hosts[host],
    },
    spanName: `GET ${routes[route]}`,
    rootKind: 'server',
  });
  const names = new Names(pool);
  const sources = stores.flatMap((_, store) =>
    versions.flatMap((__, version) => hosts.map((___, host) => named(store, version, host, 0, 0)))
  );
  const endpoints = routes.map((_, route) => named(0, 0, 0, route, 0));
  const allPaths = Array.from({ length: paths }, (_, path) => named(0, 0, 0, 0, path));
  await names.ensure([...sources, ...endpoints, ...allPaths]);
  const sourceIds = sources.map((each) => names.idsOf(each).source_id);
  const endpointIds = endpoints.map((each) => names.idsOf(each).endpoint_id);
  const pathIds = allPaths.map((each) => names.idsOf(each).path_id);
  return (store, version, host, route, path) => ({
    source_id: sourceIds[(store * versions.length + version) * hosts.length + host],
    endpoint_id: endpointIds[route],
    path_id: pathIds[path],
  });
}

async function insertStacks(pool: Pool, problems: Problem[]): Promise<string[]> {
  const inserter = new RowInserter(pool, 'maho_insights_dictionary', ['entry_id', 'kind', 'last_used', 'body']);
  const known = new Set<string>();
  const ids: string[] = [];
  for (const { stack } of problems) {
    const text = JSON.stringify(stack);
    const id = textId(text);
    if (!known.has(id)) {
      known.add(id);
      await inserter.add(`x'${id}','text',CURRENT_DATE,x'${packEntry(JSON.stringify(text)).toString('hex')}'`);
    }
    ids.push(id);
  }
  await inserter.flush();
  return ids;
}

async function insertProblems(pool: Pool, problems: Problem[], seen: Seen, plan: ErrorsPlan): Promise<void> {
  const random = new Random('status');
  const inserter = new RowInserter(pool, 'maho_insights_errors', [
    'error_hash', 'error_type', 'title', 'error_message', 'file_path', 'line_number', 'route', 'handled', 'stack_trace',
    'first_seen', 'last_seen', 'occurrence_count', 'status', 'grouping_version', 'assignee', 'merged_into',
    'first_version', 'last_version',
  ]); // prettier-ignore
  for (const [place, problem] of problems.entries()) {
    const { id, type, title, file, line, route, handled, stack } = problem;
    const status = random.chance(0.75) ? 'open' : random.chance(0.7) ? 'resolved' : 'ignored';
    const assignee = random.chance(0.1) ? `'${random.pick(['ada', 'grace', 'linus'])}'` : 'NULL';
    // Some were merged into a more frequent one that was merged into none.
    const into = place > 100 && random.chance(0.005) ? `x'${problems[random.whole(0, 100)].id}'` : 'NULL';
    const texts = [type, title, title, file].map((text) => pool.escape(text)).join(',');
    const times = [seen.first[place], seen.last[place]].map((time) => pool.escape(new Date(time))).join(',');
    const [first, last] = [seen.first[place], seen.last[place]].map(
      (time) => `'${versions[versionAt(time, plan.to)]}'`
    );
    await inserter.add(
      `x'${id}',${texts},${line},'${routes[route]}',${handled ? 1 : 0},${pool.escape(JSON.stringify(stack))},${times},` +
        `${seen.count[place]},'${status}',1,${assignee},${into},${first},${last}`
    );
  }
  await inserter.flush();
}

/** Stores, versions, and that traces, log records and metrics come. */
async function insertSurroundings(pool: Pool, { days, to }: ErrorsPlan): Promise<void> {
  const now = new Date(to);
  await pool.query('INSERT INTO maho_insights_stores (service, store_id, store_code, website_id, last_seen) VALUES ?', [
    stores.map((store) => [service, store, `store${store}`, 1, now]),
  ]);
  await pool.query('INSERT INTO maho_insights_signals (service, signal_name, last_received) VALUES ?', [
    ['traces', 'logs', 'metrics'].map((signal) => [service, signal, now]),
  ]);
  await pool.query('INSERT INTO maho_insights_versions (service, version, first_seen, last_seen) VALUES ?', [
    versions.map((version, age) => [
      service,
      version,
      new Date(Math.max(to - days * dayMs, to - (age + 1) * 14 * dayMs)),
      new Date(to - age * 14 * dayMs),
    ]),
  ]);
}
