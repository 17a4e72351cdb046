import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createSpanReader } from '../decode/createSpanReader.ts';
import { decode } from '../decode/decode.ts';
import type { Analysis } from '../pipeline/analysis.ts';
import type { Body, LogRecord, Span } from '../pipeline/records.ts';
import { rollupKinds, type Contribution, type RollupName } from '../pipeline/rollups.ts';
import { SpanTable } from '../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../pipeline/spans/TemplateTable.ts';
import type { RowRuns } from '../pipeline/spans/TraceSpans.ts';
import { treeOf } from '../pipeline/spans/treeOf.ts';
import { analyseSpans } from './analyseSpans.ts';
import { analyseTrace } from './analyseTrace.ts';
import { prepare } from './prepare.ts';
import { createPrepareSpan } from './prepareSpan.ts';
import { contributionsOf } from './rollup/contributionsOf.ts';

const captures = process.env.INSIGHTS_CAPTURES ?? join(__dirname, '..', '..', '..', '..', 'shared', 'captures');
const fixtures = join(__dirname, '..', '..', '..', 'tests', 'fixtures');
const recorded = ['shop-protobuf', 'shop-default-sampling'].map((name) => join(captures, `${name}.jsonl.gz`));
const committed = ['protobuf', 'json', 'sampled'].map((name) => join(fixtures, `excerpt-${name}.jsonl.gz`));

describe.each([...committed, ...recorded.filter((file) => existsSync(file))])('%s', (file) => {
  const { objects, columns, contributions } = analyseBoth(file);

  it('is analysed in columns as in objects', () => {
    expect(objects.length).toBeGreaterThan(0);
    expect(columns).toEqual(objects);
  });

  it('is counted as the traces tell', () => {
    const facts = objects.flatMap(({ trace }) => trace ?? []);
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const requests = total(contributions, 'requests');
    expect(requests).toMatchObject({
      traces: facts.length,
      failed: facts.filter(({ failed }) => failed).length,
      duration: sum(facts.map(({ duration }) => duration)),
      spans: sum(facts.map(({ spanCount }) => spanCount)),
      slowQueries: sum(facts.map(({ slowQueryCount }) => slowQueryCount)),
    });
    const queries = total(contributions, 'queries');
    expect(queries).toEqual({ calls: requests.queries, duration: requests.queryTime, slow: requests.slowQueries });
    // Every span is one or the other.
    expect(queries.calls + total(contributions, 'components').calls).toBe(requests.spans);
    expect(total(contributions, 'problems').occurrences).toBe(objects.flatMap(({ occurrences }) => occurrences).length);
    expect(total(contributions, 'events').events).toBe(objects.flatMap(({ events }) => events).length);
  });

  it('knows who asked for nearly all SQL, and what most of the time was spent on', () => {
    const { calls } = total(contributions, 'queries');
    const asked = total(contributions, 'queries', ({ dimensions }) => dimensions[4] !== '');
    expect(asked.calls / calls).toBeGreaterThan(0.95);
    const components = total(contributions, 'components');
    const unknown = total(contributions, 'components', ({ dimensions }) => dimensions[3] === 'other');
    expect(unknown.calls / components.calls).toBeLessThan(0.01);
  });
});

function total(
  contributions: Contribution[],
  kind: RollupName,
  where: (contribution: Contribution) => boolean = () => true
): Record<string, number> {
  const own = contributions.filter((each) => each.kind === kind && where(each));
  return Object.fromEntries(
    rollupKinds[kind].values.map((name, at) => [name, own.reduce((sum, { values }) => sum + values[at], 0)])
  );
}

function analyseBoth(file: string): { objects: Analysis[]; columns: Analysis[]; contributions: Contribution[] } {
  const templates = new TemplateTable();
  const reader = createSpanReader({ templates, prepareSpan: createPrepareSpan() });
  const [table, runs] = [new SpanTable(), new Map<string, RowRuns>()];
  const [spans, logs]: [Span[], LogRecord[]] = [[], []];
  for (const body of bodiesOf(file)) {
    const records = prepare(decode(body));
    spans.push(...records.spans);
    logs.push(...records.logs);
    if (body.signal === 'traces') {
      reader.read(body, table, runs);
    }
  }
  const spansOf = Map.groupBy(spans, ({ traceId }) => traceId);
  const logsOf = Map.groupBy(logs, ({ traceId }) => traceId);
  const traceIds = [...new Set([...spansOf.keys(), ...logsOf.keys()])];
  const recordsOf = (traceId: string) => ({ spans: spansOf.get(traceId) ?? [], logs: logsOf.get(traceId) ?? [] });
  const trees = traceIds.map((traceId) => (runs.has(traceId) ? treeOf(traceId, table, runs.get(traceId)!) : null));
  const columns = traceIds.map((traceId, at) => analyseSpans(trees[at], recordsOf(traceId).logs, traceId, templates));
  return {
    objects: traceIds.map((traceId) => analyseTrace({ traceId, ...recordsOf(traceId) })),
    columns,
    contributions: columns.flatMap((analysis, at) => contributionsOf(trees[at], analysis, templates)),
  };
}

function bodiesOf(file: string): Body[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => {
    const { at, path, contentType, body } = JSON.parse(line) as Record<string, string>;
    return {
      signal: path.slice('/v1/'.length) as Body['signal'],
      encoding: contentType.includes('json') ? 'json' : 'protobuf',
      receivedAt: Number(at),
      bytes: Buffer.from(body, 'base64'),
    };
  });
}
