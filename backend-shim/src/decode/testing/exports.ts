import type { Body, Export, Signal } from '../../pipeline/records.ts';
import { decode } from '../decode.ts';
import { encodeProtobuf, type Json } from './encodeProtobuf.ts';
import { withoutIdentities } from './withoutIdentities.ts';

export const receivedAt = 1_700_000_000_000;
export const traceId = 'fe91bd5b5a0a3140181ee27f856805ee';
export const spanId = '2d66f122914b91e9';
export const time = '1795447948309574068';
export const span = { traceId, spanId, name: 'GET', startTimeUnixNano: time, endTimeUnixNano: time };
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };

export const traces = (...spans: Json[]) => ({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
export const logs = (...logRecords: Json[]) => ({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
export const metrics = (...list: Json[]) => ({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics: list }] }] });

export function decodeText(signal: Signal, text: string, encoding: Body['encoding'] = 'json'): Export {
  return decode({ signal, encoding, receivedAt, bytes: Buffer.from(text) });
}

/** As JSON and as protobuf, which must agree in all but what is derived from their bytes. */
export function decodeBoth(signal: Signal, request: Json): Export {
  const decoded = decodeText(signal, JSON.stringify(request));
  const bytes = encodeProtobuf(signal, request);
  const fromProtobuf = decode({ signal, encoding: 'protobuf', receivedAt, bytes });
  expect(withoutIdentities(fromProtobuf)).toEqual(withoutIdentities(decoded));
  return decoded;
}

export function decodeBytes(signal: Signal, ...bytes: number[]): Export {
  return decode({ signal, encoding: 'protobuf', receivedAt, bytes: Uint8Array.from(bytes) });
}
