import fc from 'fast-check';
import type { AttributeValue, Attributes, LogRecord, Resource } from '../../../pipeline/records.ts';
import { SpanTable } from '../../../pipeline/spans/SpanTable.ts';
import type { SpanExtra, TemplateContent } from '../../../pipeline/spans/SpanTemplate.ts';
import type { TemplateTable } from '../../../pipeline/spans/TemplateTable.ts';
import { missingParent, noParent } from '../../../pipeline/spans/TraceSpans.ts';
import type { BlockTrace } from '../BlockTrace.ts';
import { hexId } from '../bytes/hexId.ts';

/** Any traces at all: trees, times and texts as no store would send them, too. */

const start = 1_795_447_960_000_000;
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '0', '007', '42', '6db24462df04', 'café', '\ud800', 'x'.repeat(300), '2026-11-23'),
  fc.constantFrom(`\nFailure: 12\n${'#0 /srv/store/app/Mage.php(616)\n'.repeat(9)}`, `A\n${'é\n'.repeat(200)}`)
);
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(-0, 2 ** 51, -(2 ** 51), 2 ** 52, NaN)
);
const key = fc.oneof(fc.constantFrom('url.path', 'maho.quote_id', '__proto__', '7'), fc.string({ maxLength: 8 }));

const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    attributesOf(tie('value'))
  ),
}));
const attributes = attributesOf(value);

function attributesOf(values: fc.Arbitrary<AttributeValue>): fc.Arbitrary<Attributes> {
  return fc.array(fc.tuple(key, values), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));
}

const resource: fc.Arbitrary<Resource> = fc.record({
  service: text,
  environment: fc.option(text),
  mahoVersion: fc.option(text),
  phpVersion: fc.option(text),
  host: fc.option(text),
});

const time = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: start, max: start + 5_000 }) },
  fc.integer({ min: start - 90_000_000_000, max: start + 90_000_000_000 }),
  fc.maxSafeNat(),
  fc.double({ min: 0, noNaN: true })
);
const duration = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }).filter((each) => !Object.is(each, -0))
);
const half = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));

const content: fc.Arbitrary<TemplateContent> = fc.record({
  name: text,
  kind: fc.constantFrom('internal', 'server', 'client', 'producer'),
  status: fc.constantFrom('unset', 'ok', 'error'),
  // What JSON cannot say is no part of a template.
  attributes: attributes.map((each) => JSON.parse(JSON.stringify(each)) as Attributes),
});

const extra: fc.Arbitrary<SpanExtra | null> = fc.option(
  fc.record({
    attributes,
    statusMessage: text,
    events: fc.array(fc.record({ name: text, time, attributes }), { maxLength: 2 }),
  })
);

const span = fc.record({
  template: fc.nat({ max: 5 }),
  resource: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat({ max: 2 })),
  time,
  duration,
  extra: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, extra),
  /** Of the spans that are placed before, the parent; or one of the constants. */
  parent: fc.oneof({ weight: 6, arbitrary: fc.nat() }, fc.constantFrom(noParent, missingParent)),
  missing: fc.tuple(half, half),
});

const log = fc.record({
  time,
  severity: fc.nat({ max: 24 }),
  body: text,
  attributes,
  resource: fc.nat({ max: 2 }),
  span: fc.oneof(fc.constantFrom('', '00000000000000ff', '0000000000000001', 'no id'), fc.nat()),
  isOther: fc.boolean(),
});

const trace = fc.record({
  id: fc.oneof(
    fc.constant(''),
    fc.bigInt({ min: 1n, max: 2n ** 128n - 1n }).map((id) => id.toString(16).padStart(32, '0'))
  ),
  filedAt: fc.integer({ min: 0, max: 2 ** 45 }),
  spans: fc.array(span, { maxLength: 12 }),
  /** Where the spans stand: parents may come later. */
  shuffled: fc.boolean(),
  logs: fc.array(log, { maxLength: 3 }),
});

const traces = fc.record({
  traces: fc.array(trace, { maxLength: 6 }),
  templates: fc.array(content, { minLength: 6, maxLength: 6 }),
  resources: fc.array(resource, { minLength: 3, maxLength: 3 }),
});

export type ArbitraryTraces = typeof traces extends fc.Arbitrary<infer T> ? T : never;
export const arbitraryTraces: fc.Arbitrary<ArbitraryTraces> = traces;

/** As the stages before would hand them over. */
export function buildTraces(given: ArbitraryTraces, templates: TemplateTable): BlockTrace[] {
  const places = given.templates.map((each) => templates.intern(each).index);
  const table = new SpanTable(1);
  return given.traces.map((each) => ({
    traceId: each.id,
    filedAt: each.filedAt,
    spans: each.spans.length > 0 ? buildSpans(each, places, given.resources, table) : null,
    logs: each.logs.map((one, at) => buildLog(one, at, each, given.resources)),
  }));
}

type Given = ArbitraryTraces['traces'][number];

function buildSpans({ id, spans, shuffled }: Given, places: number[], resources: Resource[], table: SpanTable) {
  const count = spans.length;
  const rowOf = (at: number) => (shuffled ? (at * 7 + 3) % count : at);
  const isShuffle = new Set(spans.map((_, at) => rowOf(at))).size === count;
  const row = isShuffle ? rowOf : (at: number) => at;
  const parents = new Int32Array(count);
  const rows = Int32Array.from(spans, () => table.addRow(resources[0], null));
  spans.forEach((each, at) => {
    const to = rows[row(at)];
    const above = each.parent >= 0 && at > 0 ? row(each.parent % at) : each.parent >= 0 ? noParent : each.parent;
    parents[row(at)] = above;
    table.template[to] = places[each.template];
    table.resource[to] = resources[each.resource];
    table.extra[to] = each.extra;
    table.start[to] = each.time;
    table.duration[to] = each.duration;
    [table.idHigh[to], table.idLow[to]] = idOf(row(at));
    [table.parentHigh[to], table.parentLow[to]] = above >= 0 ? idOf(above) : above === noParent ? [0, 0] : each.missing;
  });
  return { traceId: id, table, rows, parents };
}

function idOf(row: number): [number, number] {
  return [0xabcd0000 + row, 0xffffffff - row];
}

function buildLog(one: Given['logs'][number], at: number, { id, spans }: Given, resources: Resource[]): LogRecord {
  const spanId =
    typeof one.span === 'string' ? one.span : spans.length > 0 ? hexId(...idOf(one.span % spans.length)) : '';
  const traceId = one.isOther ? '' : id;
  return {
    identity: `${at}`.padStart(16, '5') + '0'.repeat(16),
    traceId,
    spanId,
    time: one.time,
    severity: one.severity,
    body: one.body,
    attributes: { ...one.attributes, 'extra.trace_id': traceId, 'extra.span_id': spanId },
    resource: resources[one.resource],
  };
}
