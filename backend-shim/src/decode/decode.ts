import { hash } from 'node:crypto';
import type { Body, Export, Span } from '../pipeline/records.ts';
import { readLog as readJsonLog } from './json/readLog.ts';
import { readMetric as readJsonMetric } from './json/readMetric.ts';
import { readSpan as readJsonSpan } from './json/readSpan.ts';
import { readLog as readProtobufLog } from './protobuf/readLog.ts';
import { readMetric as readProtobufMetric } from './protobuf/readMetric.ts';
import { readSpan as readProtobufSpan } from './protobuf/readSpan.ts';
import { readBody } from './readBody.ts';
import { Rejections } from './Rejections.ts';
import { toLogs } from './toLogs.ts';
import { toPoints } from './toPoints.ts';
import { toSpan } from './toSpan.ts';

/**
 * Reads one export request into objects. Of traces in numbers, `createSpanReader` is the way.
 *
 * @throws UndecodableError when the bytes are no request of this signal in this encoding
 */
export function decode(body: Body): Export {
  const rejections = new Rejections();
  const identity = hash('md5', body.bytes, 'hex');
  const decoded: Export = { identity, spans: [], logs: [], points: [], rejected: [] };
  switch (body.signal) {
    case 'traces':
      for (const { resource, records } of readBody(body, readProtobufSpan, readJsonSpan)) {
        records.forEach((message) => pushSpan(decoded.spans, toSpan(message, resource, rejections)));
      }
      break;
    case 'logs':
      decoded.logs = toLogs(readBody(body, readProtobufLog, readJsonLog), identity, body.receivedAt);
      break;
    case 'metrics':
      decoded.points = toPoints(
        readBody(body, readProtobufMetric, readJsonMetric),
        identity,
        rejections,
        body.receivedAt
      );
      break;
  }
  decoded.rejected = rejections.list();
  return decoded;
}

function pushSpan(spans: Span[], span: Span | null): void {
  if (span) {
    spans.push(span);
  }
}
