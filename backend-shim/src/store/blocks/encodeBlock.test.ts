import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { noParent } from '../../pipeline/spans/TraceSpans.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';
import { sampleLog, sampleSpan } from '../testing/sampleRecords.ts';
import type { BlockTrace } from './BlockTrace.ts';
import { encodeBlock } from './encodeBlock.ts';
import { openBlock } from './openBlock.ts';
import { buildTraceSpans } from './testing/buildTraceSpans.ts';
import { entriesAtHand } from './testing/entriesAtHand.ts';
import { plainTrace } from './testing/plainTrace.ts';
import { sampleBlock, sampleTrace } from './testing/sampleBlock.ts';

const known = () => false;

function readFirst({ body, version, entries }: ReturnType<typeof encodeBlock>, part?: number) {
  const table = new SpanTable();
  const templates = new TemplateTable();
  return openBlock(body, version).read(0, table, templates, entriesAtHand(entries), part);
}

function kindsOf(entries: DictionaryEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  entries.forEach(({ kind }) => (counts[kind] = (counts[kind] ?? 0) + 1));
  return counts;
}

describe('a block', () => {
  it('of nothing is a block', () => {
    const { body, version, uses } = encodeBlock([], new TemplateTable(), { keepIds: false, known });
    expect(openBlock(body, version)).toMatchObject({ traces: [], uses: [] });
    expect(uses).toEqual([]);
  });

  it('may hold a trace several times, and log records of none', () => {
    const templates = new TemplateTable();
    const orphan: BlockTrace = { traceId: '', filedAt: 5, spans: null, logs: [sampleLog({ traceId: '' })] };
    const parts = [sampleTrace(1, templates), orphan, { ...sampleTrace(1, templates), logs: [] }];
    const { body, version } = encodeBlock(parts, templates, { keepIds: true, known });
    expect(
      openBlock(body, version).traces.map(({ traceId, hasSpans, logCount }) => [traceId, hasSpans, logCount])
    ).toEqual([
      [parts[0].traceId, true, 2],
      ['', false, 1],
      [parts[0].traceId, true, 0],
    ]);
  });

  it('names the entries of the dictionary that a single trace needs', () => {
    const { body, version, uses, entries } = sampleBlock(2);
    const block = openBlock(body, version);
    expect(new Set(block.usesOf(0))).toEqual(new Set(uses));
    const bare: BlockTrace = { traceId: '1'.repeat(32), filedAt: 0, spans: null, logs: [] };
    const templates = new TemplateTable();
    const other = encodeBlock([bare, sampleTrace(0, templates)], templates, { keepIds: true, known });
    const kinds = new Map([...entries, ...other.entries].map(({ id, kind }) => [id, kind]));
    const needed = openBlock(other.body, other.version).usesOf(0);
    expect(needed.map((id) => kinds.get(id))).not.toContain('span');
  });

  it('gives only those entries that are not known', () => {
    const { entries } = sampleBlock(3);
    expect(kindsOf(entries)).toEqual({ span: 4, text: 1, log: 2 });
    const first = entries[0].id;
    expect(sampleBlock(3, { known: (id) => id !== first }).entries).toEqual([entries[0]]);
  });

  it('keeps a log pattern that occurs once to itself, unless it is known', () => {
    expect(kindsOf(sampleBlock(1).entries)).toEqual({ span: 4, text: 1 });
    const { entries } = sampleBlock(3);
    const block = sampleBlock(1, { known: (id) => entries.some((entry) => entry.id === id) });
    expect(block.uses).toEqual(expect.arrayContaining(entries.map(({ id }) => id)));
    expect(readFirst({ ...block, entries }).logs.map(({ body }) => body)).toEqual(
      block.traces[0].logs.map(({ body }) => body)
    );
  });

  it('is the same bytes for the same traces', () => {
    expect(sampleBlock(4).body).toEqual(sampleBlock(4).body);
    expect(sampleBlock(4, { keepIds: false }).body).toEqual(sampleBlock(4, { keepIds: false }).body);
  });

  it.each([
    ['an id that is none', { traceId: 'abc' }],
    ['a fraction for a time', { filedAt: 1.5 }],
  ])('takes no trace with %s', (_what, wrong) => {
    const trace = { traceId: 'a'.repeat(32), filedAt: 1, spans: null, logs: [], ...wrong };
    expect(() => encodeBlock([trace], new TemplateTable(), { keepIds: true, known })).toThrow(/cannot be stored/);
  });
});

describe('ids that are not kept', () => {
  it('are numbers, but those of parents that are missing', () => {
    const { spans, logs } = readFirst(sampleBlock(1, { keepIds: false }), 7);
    const { idHigh, idLow, parentHigh, parentLow } = spans!.table;
    expect([...idHigh.subarray(0, 4)]).toEqual([7, 7, 7, 7]);
    expect([...idLow.subarray(0, 4)]).toEqual([1, 2, 3, 4]);
    expect([...parentHigh.subarray(0, 4)]).toEqual([0, 7, 7, 0xfeedfeed]);
    expect([...parentLow.subarray(0, 4)]).toEqual([0, 1, 1, 0xfeedfeed]);
    expect(logs.map(({ spanId }) => spanId)).toEqual(['0000000700000002', '']);
  });

  it('are kept where something outside might be taken for a number', () => {
    const templates = new TemplateTable();
    const span = sampleSpan({ spanId: 'feedfeedfeedfeed', parentSpanId: '0000000000000001' });
    const trace = { traceId: span.traceId, filedAt: 1, spans: buildTraceSpans([span], templates), logs: [] };
    const { spans } = readFirst(encodeBlock([trace], templates, { keepIds: false, known }));
    expect(plainTrace({ ...trace, spans }, templates).spans).toMatchObject([
      { id: 'feedfeedfeedfeed', parentId: '0000000000000001' },
    ]);
  });

  it('are kept of what is left in a queue, for what is worked on later', () => {
    const templates = new TemplateTable();
    const root = sampleSpan({ spanId: 'feedfeedfeedfeed' });
    const queued = sampleSpan({
      spanId: 'beefbeefbeefbeef',
      parentSpanId: root.spanId,
      kind: 'producer',
      start: 1_001,
    });
    const trace = { traceId: root.traceId, filedAt: 1, spans: buildTraceSpans([root, queued], templates), logs: [] };
    const { spans } = readFirst(encodeBlock([trace], templates, { keepIds: false, known }));
    expect(plainTrace({ ...trace, spans }, templates).spans).toMatchObject([
      { id: '0000000000000001' },
      { id: 'beefbeefbeefbeef', parentId: '0000000000000001' },
    ]);
  });

  it('of log records are derived: the same on each reading, and told apart', () => {
    const templates = new TemplateTable();
    const log = sampleLog({ spanId: '' });
    const logs = [log, log, { ...log, body: 'other' }];
    const block = encodeBlock([{ traceId: log.traceId, filedAt: 1, spans: null, logs }], templates, {
      keepIds: false,
      known,
    });
    const identities = readFirst(block).logs.map(({ identity }) => identity);
    expect(new Set(identities).size).toBe(3);
    expect(readFirst(block).logs.map(({ identity }) => identity)).toEqual(identities);
  });
});

describe('a long trace', () => {
  it.each([true, false])('of 13,000 spans comes back, whether it is deep or wide (ids kept: %s)', (keepIds) => {
    const count = 13_000;
    const templates = new TemplateTable();
    const { index } = templates.intern({ name: 'SELECT t', kind: 'client', status: 'unset', attributes: {} });
    const { resource } = sampleSpan();
    const parentOf = [
      (row: number) => row - 1,
      (row: number) => (row === 0 ? noParent : 0),
      (row: number) => (row < 9_000 ? row - 1 : row - 9_000),
    ];
    const traces = parentOf.map((parent, at): BlockTrace => {
      const table = new SpanTable();
      const rows = Int32Array.from({ length: count }, () => table.addRow(resource, null));
      const parents = rows.map(parent);
      for (const row of rows) {
        table.template[row] = index;
        table.idHigh[row] = 1 + at;
        table.idLow[row] = 1 + row;
        table.start[row] = 1_795_447_960_000_000 + 7 * row;
        table.duration[row] = (count - row) * 20;
        [table.parentHigh[row], table.parentLow[row]] = parents[row] >= 0 ? [1 + at, 1 + parents[row]] : [0, 0];
      }
      return {
        traceId: `${at}`.repeat(32),
        filedAt: 1_795_447_960_000,
        spans: { traceId: '', table, rows, parents },
        logs: [],
      };
    });
    const { body, version, entries } = encodeBlock(traces, templates, { keepIds, known });
    const block = openBlock(body, version);
    const dictionary = entriesAtHand(entries);
    traces.forEach(({ spans }, at) => {
      const table = new SpanTable();
      const read = block.read(at, table, templates, dictionary).spans!;
      expect(read.parents).toEqual(spans!.parents);
      expect(table.start.subarray(0, count)).toEqual(spans!.table.start.subarray(0, count));
      expect(table.duration.subarray(0, count)).toEqual(spans!.table.duration.subarray(0, count));
    });
  });
});
