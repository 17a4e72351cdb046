import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decode } from '../decode/decode.ts';
import type { Analysis, TraceRecords } from '../pipeline/analysis.ts';
import type { Body, Export } from '../pipeline/records.ts';
import { analyseTrace } from './analyseTrace.ts';
import { prepare } from './prepare.ts';

interface Truth {
  orders: Array<{
    increment_id: string;
    quote_id: string;
    grand_total: string;
    currency: string;
    payment_method: string;
  }>;
  quotes: Array<{ quote_id: string }>;
  did: { unhandledFailures: Record<string, number>; handledFailures: Record<string, number>; cartAdds: number };
  arrived: { traces: number; spans: number; serverRoots: number };
}

const folder = process.env.INSIGHTS_CAPTURES ?? join(__dirname, '..', '..', '..', '..', 'shared', 'captures');
const sets = ['shop-protobuf', 'shop-json', 'shop-default-sampling'].filter((name) =>
  existsSync(join(folder, `${name}.jsonl.gz`))
);
const sqlString = /'((?:[^'\\]|\\.|'')*)'/g;
const loaded = new Map<string, Export[]>();
const whole = sets.filter((name) => name !== 'shop-default-sampling');

/** Jest's own `describe.each` takes no empty list. */
function describeEach(names: string[], what: string, tests: (name: string) => void): void {
  names.forEach((name) => describe(`${name}${what}`, () => tests(name)));
}

if (sets.length === 0) {
  console.warn(`SKIPPED: analysis of the recorded captures: none in ${folder} (INSIGHTS_CAPTURES names their folder).`);
  it.skip('recorded captures (none found)', () => undefined);
}

describeEach(sets, '', (name) => {
  const exports = load(name);
  const prepared = exports.map(prepare);
  const analyses = analyseAll(prepared);
  const truth: Truth = JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8'));
  const occurrences = analyses.flatMap((analysis) => analysis.occurrences);

  it('has the traces and spans that arrived', () => {
    const traces = analyses.flatMap(({ trace }) => trace ?? []);
    expect(traces).toHaveLength(truth.arrived.traces);
    expect(traces.reduce((sum, trace) => sum + trace.spanCount, 0)).toBe(truth.arrived.spans);
    expect(traces.filter((trace) => trace.rootKind === 'server')).toHaveLength(truth.arrived.serverRoots);
  });

  it('has exactly one unhandled failure in each failed request, and none in others', () => {
    for (const { trace, occurrences: told } of analyses) {
      expect(told.filter(({ handled }) => !handled)).toHaveLength(trace?.failed ? 1 : 0);
    }
  });

  it('knows type, message and, of all but plain records, the place', () => {
    expect(occurrences.length).toBeGreaterThan(0);
    for (const occurrence of occurrences) {
      expect(occurrence.title).not.toBe('');
      expect(occurrence.id).toMatch(/^[0-9a-f]{32}$/);
      expect(occurrence.problemId).toMatch(/^[0-9a-f]{32}$/);
      expect(
        occurrence.type === 'Log' || occurrence.type === 'HTTP' || (occurrence.file !== '' && occurrence.line > 0)
      ).toBe(true);
    }
    expect(new Set(occurrences.map(({ id }) => id)).size).toBe(occurrences.length);
  });

  it('gives the same problems from log records alone as together with spans', () => {
    const problems = new Set(occurrences.map(({ id, problemId }) => `${problemId} ${id}`));
    const alone = analyseAll(prepared.map((item) => ({ ...item, spans: [] }))).flatMap(
      (analysis) => analysis.occurrences
    );
    expect(alone.length).toBeGreaterThan(0);
    expect(alone.filter(({ id, problemId }) => !problems.has(`${problemId} ${id}`))).toEqual([]);
  });

  it('keeps no e-mail address, token or SQL literal', () => {
    const secrets = secretsOf(exports);
    expect(secrets.length).toBeGreaterThan(5);
    const stored = JSON.stringify([prepared.map(({ spans, logs }) => [spans, logs]), analyses]);
    expect(secrets.filter((secret) => stored.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([]);
  });
});

describeEach(whole, ', of which every request was traced', (name) => {
  const analyses = analyseAll(load(name).map(prepare));
  const truth: Truth = JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8'));

  it('has the unhandled failures that shoppers ran into', () => {
    const unhandled = analyses.flatMap((analysis) => analysis.occurrences.filter(({ handled }) => !handled));
    expect(countBy(unhandled, ({ method, path }) => `${method} ${path}`)).toEqual(truth.did.unhandledFailures);
  });

  it('has a handled failure in each request in which the shop caught one', () => {
    const requests = analyses.filter(({ trace, occurrences }) =>
      occurrences.some(({ handled, type }) => handled && type !== 'Log' && trace?.httpStatus === 200)
    );
    expect(countBy(requests, ({ trace }) => `${trace?.method} ${trace?.path}`)).toMatchObject(
      truth.did.handledFailures
    );
  });

  it('has the orders, the carts and the cart additions of the shop', () => {
    const events = analyses.flatMap((analysis) => analysis.events);
    const orders = events.flatMap(({ order, cartId }) => (order ? [{ ...order, cartId }] : []));
    expect(orders.sort((a, b) => a.number.localeCompare(b.number))).toMatchObject(
      truth.orders.map((order) => ({
        number: order.increment_id,
        total: Number(order.grand_total),
        currency: order.currency,
        paymentMethod: order.payment_method,
        cartId: Number(order.quote_id),
      }))
    );
    expect(events.filter(({ type }) => type === 'cart_add')).toHaveLength(truth.did.cartAdds);
    const carts = new Set(analyses.flatMap(({ trace }) => trace?.cartId ?? []));
    expect([...carts].sort((a, b) => a - b)).toEqual(
      truth.quotes.map((quote) => Number(quote.quote_id)).sort((a, b) => a - b)
    );
  });
});

function load(name: string): Export[] {
  const known = loaded.get(name) ?? read(name);
  loaded.set(name, known);
  return known;
}

function read(name: string): Export[] {
  const lines = gunzipSync(readFileSync(join(folder, `${name}.jsonl.gz`)))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const { at, path, contentType, body } = JSON.parse(line) as Record<string, string>;
    const encoding: Body['encoding'] = contentType.includes('json') ? 'json' : 'protobuf';
    const signal = path.slice('/v1/'.length) as Body['signal'];
    return decode({ signal, encoding, receivedAt: Number(at), bytes: Buffer.from(body, 'base64') });
  });
}

function analyseAll(prepared: Export[]): Analysis[] {
  const traces = new Map<string, TraceRecords>();
  const recordsOf = (traceId: string): TraceRecords => {
    const records = traces.get(traceId) ?? { traceId, spans: [], logs: [] };
    traces.set(traceId, records);
    return records;
  };
  for (const { spans, logs } of prepared) {
    spans.forEach((span) => recordsOf(span.traceId).spans.push(span));
    logs.forEach((log) => recordsOf(log.traceId).logs.push(log));
  }
  return [...traces.values()].map(analyseTrace);
}

/** What stands in statements, messages and paths, less what the shop also says where it is no secret. */
function secretsOf(exports: Export[]): string[] {
  const secrets = new Set<string>();
  const literals = new Set<string>();
  const open = new Set<string>();
  for (const { spans, logs } of exports) {
    for (const { name, attributes, events } of spans) {
      open.add(name);
      for (const [key, value] of [attributes, ...events.map((event) => event.attributes)].flatMap(Object.entries)) {
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        if (key === 'db.query.text') {
          [...text.matchAll(sqlString)].forEach((match) => literals.add(match[1]));
          // Names of columns and tables are no secret, even where a value is called alike.
          open.add(text.replace(sqlString, ''));
        } else if (!key.startsWith('exception.')) {
          open.add(text);
        }
        addSecrets(text, secrets);
      }
    }
    logs.forEach((log) => addSecrets(log.body, secrets));
  }
  const known = [...open].join('\n');
  // Short literals and bare numbers or dates stand everywhere by chance.
  const telling = [...literals].filter(
    (text) => text.length >= 6 && !/^[\d\s.:+-]*$/.test(text) && !known.includes(text)
  );
  return [...secrets, ...telling];
}

function addSecrets(text: string, found: Set<string>): void {
  [...text.matchAll(/[\w.+-]+@[\w-]+\.[\w.-]*\w/g)].forEach((match) => found.add(match[0]));
  [...text.matchAll(/[?&](?:token|key|secret|password|code)=([^&"'\s]{4,})/gi)].forEach((match) => found.add(match[1]));
}

function countBy<T>(items: T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  items.forEach((item) => (counts[key(item)] = (counts[key(item)] ?? 0) + 1));
  return counts;
}
