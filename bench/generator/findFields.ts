import { eachField, wireTypes } from './eachField.ts';

/** Where in an OTLP protobuf body the bytes lie that differ between two requests of the same page. */
export interface Fields {
  /** Offsets of trace ids (16 bytes). */
  traceIds: number[];
  /** Those among them that say to which trace a record belongs: links and exemplars name others. */
  owners: number[];
  /** Offsets of span ids and parents' span ids (8 bytes). */
  spanIds: number[];
  /** Offsets of times (8 bytes, little endian, ns since 1970). */
  times: number[];
  /** Texts of attributes `db.query.text`. */
  sql: Array<{ at: number; length: number }>;
  /** Spans, log records, or metrics. */
  records: number;
}

type Signal = 'traces' | 'logs' | 'metrics';

/** Fields of a message by number; a message in it may be of its own shape. */
interface Shape {
  times?: number[];
  traceIds?: number[];
  owner?: number;
  spanIds?: number[];
  /** Key-values of which one may be a statement. */
  attributes?: number;
  within?: Record<number, Shape>;
}

const exemplar: Shape = { times: [2], spanIds: [4], traceIds: [5] };
const points = (exemplars?: number): Shape => ({
  within: { 1: { times: [2, 3], within: exemplars === undefined ? {} : { [exemplars]: exemplar } } },
});

const records: Record<Signal, Shape> = {
  traces: {
    traceIds: [1],
    owner: 1,
    spanIds: [2, 4],
    times: [7, 8],
    attributes: 9,
    within: { 11: { times: [1] }, 13: { traceIds: [1], spanIds: [2] } },
  },
  logs: { times: [1, 11], traceIds: [9], owner: 9, spanIds: [10] },
  // gauge, sum, histogram, exponential histogram, summary
  metrics: { within: { 5: points(5), 7: points(5), 9: points(8), 10: points(11), 11: points() } },
};

/**
 * @param body - uncompressed
 * @throws Error where the bytes are no protobuf
 */
export function findFields(signal: Signal, body: Uint8Array): Fields {
  const found: Fields = { traceIds: [], owners: [], spanIds: [], times: [], sql: [], records: 0 };
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  // The three export requests have one shape: resources (1) with scopes (2) with records (2).
  eachField(body, 0, body.length, (resource, at, end) => {
    if (resource === 1) {
      eachField(body, at, end, (scope, scopeAt, scopeEnd) => {
        if (scope === 2) {
          eachField(body, scopeAt, scopeEnd, (record, recordAt, recordEnd) => {
            if (record === 2) {
              found.records += 1;
              readMessage(records[signal], body, view, recordAt, recordEnd, found);
            }
          });
        }
      });
    }
  });
  return found;
}

function readMessage(shape: Shape, body: Uint8Array, view: DataView, from: number, to: number, found: Fields): void {
  eachField(body, from, to, (field, at, end, type) => {
    const within = shape.within?.[field];
    if (within && type === wireTypes.lengthDelimited) {
      readMessage(within, body, view, at, end, found);
    } else if (shape.times?.includes(field) && type === wireTypes.fixed64) {
      // 0 is unknown, and stays so.
      if (view.getBigUint64(at, true) !== 0n) {
        found.times.push(at);
      }
    } else if (shape.traceIds?.includes(field) && end - at === 16) {
      found.traceIds.push(at);
      if (shape.owner === field) {
        found.owners.push(at);
      }
    } else if (shape.spanIds?.includes(field) && end - at === 8) {
      found.spanIds.push(at);
    } else if (field === shape.attributes) {
      readStatement(body, at, end, found);
    }
  });
}

/** A KeyValue: key (1), value (2), in which a text is field 1. */
function readStatement(body: Uint8Array, from: number, to: number, found: Fields): void {
  let isStatement = false;
  eachField(body, from, to, (field, at, end) => {
    if (field === 1) {
      isStatement = Buffer.from(body.buffer, body.byteOffset + at, end - at).toString('latin1') === 'db.query.text';
    } else if (field === 2 && isStatement) {
      eachField(body, at, end, (kind, textAt, textEnd) => {
        if (kind === 1) {
          found.sql.push({ at: textAt, length: textEnd - textAt });
        }
      });
    }
  });
}
