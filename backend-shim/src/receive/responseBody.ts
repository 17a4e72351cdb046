import Pbf from 'pbf';
import type { Body, Signal } from '../pipeline/records.ts';

type Encoding = Body['encoding'];

const rejectedField: Record<Signal, string> = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
};

/** ExportTraceServiceResponse and its like, which differ in nothing but one field's name. */
export function successBody(
  encoding: Encoding,
  signal: Signal,
  rejected: Array<{ count: number; reason: string }>
): string | Uint8Array {
  const count = rejected.reduce((sum, item) => sum + item.count, 0);
  if (count === 0) {
    return encoding === 'protobuf' ? new Uint8Array() : json({}, encoding);
  }
  const message = rejected.map((item) => `${item.count}: ${item.reason}`).join('; ');
  if (encoding === 'protobuf') {
    const pbf = new Pbf();
    pbf.writeMessage(1, writeNumberAndText, { number: count, text: message });
    return pbf.finish();
  }
  return json({ partialSuccess: { [rejectedField[signal]]: String(count), errorMessage: message } }, encoding);
}

/** google.rpc.Status */
export function statusBody(encoding: Encoding, code: number, message: string): string | Uint8Array {
  if (encoding === 'protobuf') {
    const pbf = new Pbf();
    writeNumberAndText({ number: code, text: message }, pbf);
    return pbf.finish();
  }
  return json({ code, message }, encoding);
}

function writeNumberAndText({ number, text }: { number: number; text: string }, pbf: Pbf): void {
  pbf.writeVarintField(1, number);
  pbf.writeStringField(2, text);
}

function json(value: object, encoding: Encoding): string {
  return encoding === 'ndjson' ? `${JSON.stringify(value)}\n` : JSON.stringify(value);
}
