import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { LogRecord, Resource, Span } from '../../pipeline/records.ts';
import { encodeBlock } from './encodeBlock.ts';
import { openBlock } from './openBlock.ts';
import { buildTraceSpans } from './testing/buildTraceSpans.ts';
import { entriesAtHand } from './testing/entriesAtHand.ts';
import { plainTrace } from './testing/plainTrace.ts';

/** The bodies that docs/storage-format.md shows: in the database, there are others like these. */
const documentation = readFileSync(join(__dirname, '../../../../docs/storage-format.md'), 'utf8');
const [hot, compacted] = [...documentation.matchAll(/(?:^ {4}[0-9a-f]+\n)+/gm)].map(([lines]) =>
  Buffer.from(lines.replaceAll(/\s/g, ''), 'hex')
);

const resource: Resource = {
  service: 'shop',
  environment: null,
  mahoVersion: '26.9.0',
  phpVersion: null,
  host: 'web1',
};
const traceId = 'fe91bd5b5a0a3140181ee27f856805ee';
const filedAt = 1_795_447_948_309;
const start = 1_795_447_948_309_574;
const bare = { traceId, statusMessage: '', events: [], resource };
const statement = {
  name: 'SELECT cms_page',
  kind: 'client' as const,
  status: 'unset' as const,
  attributes: { 'db.query.text': 'SELECT * FROM cms_page WHERE page_id = ?' },
};
const spans: Span[] = [
  {
    ...bare,
    spanId: '2d66f12200000001',
    parentSpanId: '',
    name: 'GET cms/index/index',
    kind: 'server',
    status: 'ok',
    start,
    duration: 900,
    attributes: { 'http.route': 'cms/index/index', 'http.response.status_code': 200, 'url.path': '/about' },
  },
  {
    ...bare,
    ...statement,
    spanId: '2d66f12200000002',
    parentSpanId: '2d66f12200000001',
    start: start + 100,
    duration: 300,
  },
  {
    ...bare,
    ...statement,
    spanId: '2d66f12200000003',
    parentSpanId: '2d66f12200000001',
    start: start + 450,
    duration: 200,
  },
];
const log: LogRecord = {
  identity: '10a5acc2b8e624d1',
  traceId,
  spanId: '2d66f12200000001',
  time: start + 120,
  severity: 13,
  body: 'Page 7 is old',
  attributes: { 'extra.span_id': '2d66f12200000001' },
  resource,
};

const templates = new TemplateTable();
const trace = { traceId, filedAt, spans: buildTraceSpans(spans, templates), logs: [log] };
const options = { known: () => false };

function readFirst(body: Buffer) {
  const { entries } = encodeBlock([trace], templates, { ...options, keepIds: true });
  return plainTrace(openBlock(body, 1).read(0, new SpanTable(), templates, entriesAtHand(entries)), templates);
}

describe('the example of the storage format', () => {
  it('is what is written', () => {
    expect(encodeBlock([trace], templates, { ...options, keepIds: true }).body.toString('hex')).toBe(
      hot.toString('hex')
    );
  });

  it('is read, and so is every body that was written before this version', () => {
    expect(readFirst(hot)).toEqual(plainTrace(trace, templates));
    const { spans: read, logs } = readFirst(compacted);
    expect(read!.map(({ id }) => id)).toEqual(['0000000000000001', '0000000000000002', '0000000000000003']);
    const times = (all: typeof read) => all!.map((span) => [span.start, span.duration, span.template.name, span.extra]);
    expect(times(read)).toEqual(times(plainTrace(trace, templates).spans));
    expect(logs).toMatchObject([{ spanId: '0000000000000001', body: 'Page 7 is old', time: start + 120 }]);
  });
});
