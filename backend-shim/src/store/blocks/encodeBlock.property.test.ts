import fc from 'fast-check';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { BlockTrace } from './BlockTrace.ts';
import { hexId } from './bytes/hexId.ts';
import { encodeBlock, type EncodeOptions } from './encodeBlock.ts';
import { openBlock } from './openBlock.ts';
import { arbitraryTraces, buildTraces } from './testing/arbitraryTraces.ts';
import { entriesAtHand } from './testing/entriesAtHand.ts';
import { plainTrace } from './testing/plainTrace.ts';

function throughBlock(traces: BlockTrace[], templates: TemplateTable, options: Partial<EncodeOptions>) {
  const { body, version, entries, uses } = encodeBlock(traces, templates, {
    keepIds: true,
    known: () => false,
    ...options,
  });
  const block = openBlock(body, version);
  expect(block.uses).toEqual(uses);
  expect(entries.map(({ id }) => id).sort()).toEqual(uses.toSorted());
  const table = new SpanTable(1);
  const fresh = new TemplateTable();
  const dictionary = entriesAtHand(entries);
  // Backwards, for traces are read in any order.
  const read = traces.map((_, at) => block.read(traces.length - 1 - at, table, fresh, dictionary)).reverse();
  const outlines = traces.map(({ traceId, filedAt, spans, logs }) => ({
    traceId,
    filedAt,
    hasSpans: spans !== null,
    spanCount: spans?.rows.length ?? 0,
    logCount: logs.length,
  }));
  expect(block.traces).toEqual(outlines);
  return read.map((trace) => plainTrace(trace, fresh));
}

describe('any traces', () => {
  it.each([
    ['in planes', false],
    ['by models', true],
  ])('come back as they were, timings %s', (_what, modelTimings) => {
    fc.assert(
      fc.property(arbitraryTraces, (given) => {
        const templates = new TemplateTable();
        const traces = buildTraces(given, templates);
        const expected = traces.map((trace) => plainTrace(trace, templates));
        expected.forEach(({ logs }, at) => {
          expected[at].logs = logs.map((log) => ({ ...log, identity: log.identity.slice(0, 16) }));
        });
        expect(throughBlock(traces, templates, { modelTimings })).toEqual(expected);
      }),
      { numRuns: 100 }
    );
  });

  it('come back with numbers for ids, where they are not kept', () => {
    fc.assert(
      fc.property(arbitraryTraces, (given) => {
        const templates = new TemplateTable();
        const traces = buildTraces(given, templates);
        const read = throughBlock(traces, templates, { keepIds: false });
        read.forEach(({ spans, parents, logs }, at) => {
          const before = plainTrace(traces[at], templates);
          expect(parents).toEqual(before.parents);
          expect(new Set(spans?.map(({ id }) => id)).size).toBe(spans?.length ?? 0);
          spans?.forEach((span, row) => {
            const was = before.spans![row];
            const parent = parents![row];
            const isKept = span.id === was.id;
            expect(isKept || span.id === hexId(0, row + 1)).toBe(true);
            expect(span.parentId).toBe(parent >= 0 ? spans[parent].id : was.parentId);
            expect({ ...span, id: was.id, parentId: was.parentId }).toEqual(was);
          });
          expect(logs.map(({ body, time, severity }) => ({ body, time, severity }))).toEqual(
            before.logs.map(({ body, time, severity }) => ({ body, time, severity }))
          );
          logs.forEach(({ spanId, attributes, identity }, log) => {
            const row = before.spans?.findIndex(({ id }) => id === before.logs[log].spanId) ?? -1;
            expect(spanId).toBe(row >= 0 ? spans![row].id : before.logs[log].spanId);
            expect(attributes).toEqual({ ...before.logs[log].attributes, 'extra.span_id': spanId });
            expect(identity).toMatch(/^[0-9a-f]{16}$/);
          });
        });
      }),
      { numRuns: 100 }
    );
  });
});
