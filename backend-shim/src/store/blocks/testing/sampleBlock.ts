import type { LogRecord, Span } from '../../../pipeline/records.ts';
import { TemplateTable } from '../../../pipeline/spans/TemplateTable.ts';
import { sampleLog, sampleSpan } from '../../testing/sampleRecords.ts';
import type { BlockTrace } from '../BlockTrace.ts';
import { encodeBlock, type EncodeOptions } from '../encodeBlock.ts';
import { buildTraceSpans } from './buildTraceSpans.ts';

/** Request `number`: a root with SQL below it, an exception, two log records. */
export function sampleTrace(number: number, templates: TemplateTable): BlockTrace {
  const traceId = number.toString(16).padStart(32, 'a');
  const start = 1_795_447_960_000_123 + number * 1_000_000;
  const span = (at: number, parts: Partial<Span>): Span =>
    sampleSpan({ traceId, spanId: idOf(number, at), start: start + at * 400, duration: 100 + at, ...parts });
  const spans = [
    span(0, {
      duration: 9_000,
      attributes: { 'url.path': `/roast/${number}.html`, 'http.route': 'catalog/product/view' },
    }),
    span(1, {
      parentSpanId: idOf(number, 0),
      name: 'SELECT quote',
      kind: 'client',
      attributes: { 'maho.quote_id': number },
    }),
    span(2, { parentSpanId: idOf(number, 0), name: 'SELECT product', kind: 'client', attributes: {} }),
    span(3, { parentSpanId: 'feedfeedfeedfeed', name: 'late', statusMessage: 'lost', events: [exception(start)] }),
  ];
  const log = (parts: Partial<LogRecord>) =>
    sampleLog({ identity: idOf(number, 9).repeat(2), traceId, spanId: idOf(number, 1), time: start + 700, ...parts });
  const logs = [
    log({ body: `Roaster temperature out of range: ${number + 200}` }),
    log({ body: 'careful', spanId: '' }),
  ];
  return { traceId, filedAt: Math.floor(start / 1000), spans: buildTraceSpans(spans, templates), logs };
}

export function sampleBlock(count: number, options: Partial<EncodeOptions> = {}) {
  const templates = new TemplateTable();
  const traces = Array.from({ length: count }, (_, at) => sampleTrace(at, templates));
  return { templates, traces, ...encodeBlock(traces, templates, { keepIds: true, known: () => false, ...options }) };
}

function idOf(trace: number, at: number): string {
  return `${(trace + 1).toString(16).padStart(8, 'c')}${at.toString(16).padStart(8, 'd')}`;
}

function exception(start: number): Span['events'][number] {
  const frames = '\n\tat Mage.run(Mage.php:616)'.repeat(20);
  return {
    name: 'exception',
    time: start + 1_500,
    attributes: { 'exception.type': 'DomainException', 'exception.stacktrace': `DomainException: lost${frames}` },
  };
}
