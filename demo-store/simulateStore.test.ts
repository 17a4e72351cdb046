import { join } from 'node:path';
import { decode } from '../backend-shim/src/decode/decode.ts';
import type { Export, Signal, Span } from '../backend-shim/src/pipeline/records.ts';
import { readCapture, type CapturedExport } from '../scripts/lib/readCapture.ts';
import { simulateStore } from './simulateStore.ts';

const noon = Date.UTC(2026, 5, 1, 10);
const hour = 3_600_000;
const options = { seed: 'test', from: noon, to: noon + hour, rate: 15, sampling: 1 };

function decoded(item: CapturedExport): Export {
  const signal = item.path.slice('/v1/'.length) as Signal;
  const encoding = item.contentType.includes('json') ? ('json' as const) : ('protobuf' as const);
  return decode({ signal, encoding, receivedAt: item.at, bytes: new Uint8Array(item.body) });
}

function gather(items: Iterable<CapturedExport>): Export {
  const all: Export = { identity: '', spans: [], logs: [], points: [], rejected: [] };
  for (const item of items) {
    const { spans, logs, points, rejected } = decoded(item);
    all.spans.push(...spans);
    all.logs.push(...logs);
    all.points.push(...points);
    all.rejected.push(...rejected);
  }
  return all;
}

/** Spans that a real store names alike; what follows in the name is a table, class or route. */
function typeOf({ kind, name, parentSpanId }: Span): string {
  const [word] = name.split(/[ :]/);
  if (parentSpanId === '') {
    return kind === 'server' ? 'request' : 'command';
  }
  return word.startsWith('dispatch.controller.action') ? 'action' : word === 'BLOCK' ? name.split(':')[1] : word;
}

function attributesByType(spans: Span[]): Map<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  for (const span of spans) {
    const names = types.get(typeOf(span)) ?? new Set();
    Object.keys(span.attributes).forEach((name) => names.add(name));
    types.set(typeOf(span), names);
  }
  return types;
}

describe('simulateStore', () => {
  const store = gather(simulateStore(options));
  const roots = store.spans.filter(({ parentSpanId }) => parentSpanId === '');
  const requests = roots.filter(({ kind }) => kind === 'server');

  it('sends what the receiver decodes whole', () => {
    expect(store.rejected).toEqual([]);
    expect(store.spans.length).toBeGreaterThan(10_000);
    expect(new Set(store.spans.map(({ spanId }) => spanId)).size).toBe(store.spans.length);
    const ids = new Set(store.spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`));
    const orphans = store.spans.filter(
      ({ traceId, parentSpanId }) => parentSpanId && !ids.has(`${traceId} ${parentSpanId}`)
    );
    expect(orphans).toEqual([]);
  });

  it('names attributes as a recorded store does', async () => {
    const recorded: CapturedExport[] = [];
    for await (const item of readCapture(join(__dirname, '..', 'tests', 'fixtures', 'excerpt-json.jsonl.gz'))) {
      recorded.push(item);
    }
    const real = attributesByType(gather(recorded).spans);
    const simulated = attributesByType(store.spans);
    for (const type of ['request', 'SELECT', 'UPDATE', 'INSERT', 'render', 'create', 'OBSERVER', 'action', 'mage']) {
      const names = [...simulated.get(type)!].filter((name) => name !== 'enduser.id');
      expect({ type, unknown: names.filter((name) => !real.get(type)?.has(name)) }).toEqual({ type, unknown: [] });
    }
    expect(new Set(store.points.map(({ name, unit }) => `${name} ${unit}`))).toEqual(
      new Set([
        'http.server.request.duration s',
        'maho.cart.additions {addition}',
        'maho.orders {order}',
        'maho.order.revenue {currency_unit}',
      ])
    );
  });

  it('agrees with itself: metrics, traces and orders', () => {
    const count = (name: string) =>
      store.points.filter((point) => point.name === name).reduce((sum, p) => sum + p.count, 0);
    const events = store.spans.flatMap((span) => span.events);
    const orders = events.filter(({ name }) => name === 'maho.order.placed');
    const duration = store.points.filter(({ name }) => name === 'http.server.request.duration');
    const failed = requests.filter(({ status }) => status === 'error');
    expect(duration.length).toBe(requests.length);
    expect(duration.filter(({ attributes }) => Number(attributes['http.response.status_code']) === 500).length).toBe(
      failed.length
    );
    expect(count('maho.orders')).toBe(orders.length);
    expect(count('maho.cart.additions')).toBe(events.filter(({ name }) => name === 'maho.cart.add').length);
    const revenue = store.points
      .filter(({ name }) => name === 'maho.order.revenue')
      .reduce((sum, { sum: s }) => sum + s, 0);
    const totals = orders.reduce((sum, { attributes }) => sum + Number(attributes['maho.order.grand_total']), 0);
    expect(revenue).toBeCloseTo(totals);
    const numbers = orders.map(({ attributes }) => attributes['maho.order.increment_id']);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(orders.length).toBeGreaterThan(5);
  });

  it('fails as a real store does: without a route, named by the method alone, after the action has begun', () => {
    const failed = requests.filter(({ status }) => status === 'error');
    expect(failed.length).toBeGreaterThan(5);
    for (const root of failed) {
      expect(root.name).toMatch(/^(GET|POST)$/);
      expect(root.attributes['http.route']).toBeUndefined();
      expect(root.events.map(({ name }) => name)).toEqual(['exception']);
      const inTrace = store.spans.filter(({ traceId }) => traceId === root.traceId).map(({ name }) => name);
      expect(inTrace.filter((name) => /^dispatch\.controller\.action\.\w+_\w+_\w+$/.test(name))).toHaveLength(1);
      expect(inTrace).not.toContain('dispatch.controller.action.postdispatch');
    }
  });

  it('logs two noise records a request, and every caught failure', () => {
    const noise = store.logs.filter(({ body }) => /^(Legacy XML|SameSite)/.test(body));
    expect(noise).toHaveLength(2 * requests.length);
    const caught = store.spans
      .filter(({ name }) => name.startsWith('dispatch.controller.action') || name === 'cron.job.execute')
      .flatMap(({ events }) => events.filter(({ name }) => name === 'exception'));
    const logged = store.logs.filter(({ body }) => body.includes('Stack trace:'));
    expect(logged).toHaveLength(caught.length);
  });

  it('serves two stores to many visitors', () => {
    const codes = new Set(requests.map(({ attributes }) => attributes['maho.store_code']));
    expect(codes).toEqual(new Set(['en', 'de']));
    const visits = store.spans.flatMap(
      ({ attributes }) => /visitor_id='(\d+)'/.exec(String(attributes['db.query.text'])) ?? []
    );
    expect(new Set(visits).size).toBeGreaterThan(30);
  });

  it('is the same for the same seed and time, and another for another', () => {
    const bodies = (seed: string) =>
      [...simulateStore({ ...options, seed, to: noon + 60_000 })].map(({ body }) => body.toString());
    expect(bodies('a')).toEqual(bodies('a'));
    expect(bodies('a')).not.toEqual(bodies('b'));
  });

  it('sends traces of the sampled share, logs and metrics of all', () => {
    const sampled = gather(simulateStore({ ...options, sampling: 0.1 }));
    const traces = new Set(sampled.spans.map(({ traceId }) => traceId)).size;
    const all = new Set(sampled.logs.map(({ traceId }) => traceId)).size;
    expect(traces / all).toBeGreaterThan(0.05);
    expect(traces / all).toBeLessThan(0.15);
  });

  it('keeps to its rate over a day', () => {
    let count = 0;
    const day = { ...options, rate: 3, sampling: 0, to: noon + 24 * hour };
    for (const { path } of simulateStore(day)) {
      count += path === '/v1/logs' ? 1 : 0;
    }
    expect(count / (24 * 60)).toBeGreaterThan(2.4);
    expect(count / (24 * 60)).toBeLessThan(3.6);
  });

  it('sends in order', () => {
    const times = [...simulateStore({ ...options, to: noon + 600_000 })].map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
