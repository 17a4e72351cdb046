import Pbf from 'pbf';

/** The fixed64 fields of a message that hold times in ns, and the messages in it that hold more of them. */
interface TimeFields {
  times: number[];
  within: Record<number, TimeFields>;
}

const exemplar: TimeFields = { times: [2], within: {} };
const dataPoint = (exemplars?: number): TimeFields => ({
  times: [2, 3],
  within: exemplars === undefined ? {} : { [exemplars]: exemplar },
});
const points = (point: TimeFields): TimeFields => ({ times: [], within: { 1: point } });
const number = points(dataPoint(5));
const metric: TimeFields = {
  times: [],
  // gauge, sum, histogram, exponential histogram, summary
  within: { 5: number, 7: number, 9: points(dataPoint(8)), 10: points(dataPoint(11)), 11: points(dataPoint()) },
};
const span: TimeFields = { times: [7, 8], within: { 11: { times: [1], within: {} } } };
const logRecord: TimeFields = { times: [1, 11], within: {} };

/** The three export requests have one shape: resources (1) with scopes (2) with records (2). */
const exportOf = (record: TimeFields): TimeFields => ({
  times: [],
  within: { 1: { times: [], within: { 2: { times: [], within: { 2: record } } } } },
});

const requests: Record<string, TimeFields> = {
  '/v1/traces': exportOf(span),
  '/v1/logs': exportOf(logRecord),
  '/v1/metrics': exportOf(metric),
};

const FIXED64 = 1;
const LENGTH_DELIMITED = 2;

/**
 * Moves all times of an OTLP protobuf body. Times are fixed64, so every other byte stays as it is.
 * @param path - `/v1/traces`, `/v1/logs` or `/v1/metrics`; bodies of other paths stay as they are
 * @param body - uncompressed
 * @param shiftMs - whole milliseconds; times of 0 (unknown) stay 0
 */
export function shiftProtobufTimes(path: string, body: Uint8Array, shiftMs: number): Uint8Array<ArrayBuffer> {
  // A copy of its own: pbf reads from the start of the underlying buffer, which Node shares between small ones.
  const copy = new Uint8Array(body);
  const fields = requests[path];
  if (fields) {
    const view = new DataView(copy.buffer);
    const shift = BigInt(shiftMs) * 1_000_000n;
    new Pbf(copy).readFields(shiftField, { fields, view, shift });
  }
  return copy;
}

interface Shifting {
  fields: TimeFields;
  view: DataView;
  shift: bigint;
}

function shiftField(tag: number, { fields, view, shift }: Shifting, pbf: Pbf): void {
  const within = fields.within[tag];
  if (pbf.type === FIXED64 && fields.times.includes(tag)) {
    const time = view.getBigUint64(pbf.pos, true);
    if (time !== 0n) {
      view.setBigUint64(pbf.pos, BigInt.asUintN(64, time + shift), true);
    }
  } else if (pbf.type === LENGTH_DELIMITED && within) {
    pbf.readMessage(shiftField, { fields: within, view, shift });
  }
}
