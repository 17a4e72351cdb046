import type { Resource } from '../records.ts';
import { originalName } from './originalName.ts';
import { spanOf } from './spanOf.ts';
import { SpanTable } from './SpanTable.ts';
import { TemplateTable } from './TemplateTable.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const resource: Resource = { service: 'shop', environment: null, mahoVersion: null, phpVersion: null, host: null };
const templates = new TemplateTable();
const template = templates.intern({ name: 'GET a', kind: 'server', status: 'error', attributes: { a: 1, b: 'x' } });

function tableWith(extra: SpanTable['extra'][number], parent: [number, number]): SpanTable {
  const table = new SpanTable();
  const row = table.addRow(resource, extra);
  table.template[row] = template.index;
  [table.idHigh[row], table.idLow[row]] = [0xabc, 0xffffffff];
  [table.parentHigh[row], table.parentLow[row]] = parent;
  [table.start[row], table.duration[row]] = [1_795_447_948_309_574, 0];
  return table;
}

const rows = Int32Array.of(0);

describe('a row as a span', () => {
  it('has what its template says, its ids in full length', () => {
    expect(spanOf({ traceId, table: tableWith(null, [0, 0]), rows }, 0, templates)).toEqual({
      traceId,
      spanId: '00000abcffffffff',
      parentSpanId: '',
      name: 'GET a',
      kind: 'server',
      start: 1_795_447_948_309_574,
      duration: 0,
      status: 'error',
      statusMessage: '',
      attributes: { a: 1, b: 'x' },
      events: [],
      resource,
    });
  });

  it('has what is its own', () => {
    const events = [{ name: 'e', time: 5, attributes: {} }];
    const extra = { attributes: { c: 2, [originalName]: 'GET a/17' }, statusMessage: 'broken', events };
    const span = spanOf({ traceId, table: tableWith(extra, [0, 5]), rows }, 0, templates);
    expect(span).toMatchObject({ name: 'GET a/17', parentSpanId: '0000000000000005', statusMessage: 'broken', events });
    expect(span.attributes).toEqual({ a: 1, b: 'x', c: 2 });
    // What is shared with other spans is as it was.
    expect(template.attributes).toEqual({ a: 1, b: 'x' });
    expect(extra.attributes[originalName]).toBe('GET a/17');
  });
});
