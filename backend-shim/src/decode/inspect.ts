import type { Body, Export } from '../pipeline/records.ts';
import { decode } from './decode.ts';
import { inspectTraces } from './protobuf/inspectTraces.ts';
import { inspectLogs } from './protobuf/inspectLogs.ts';

/** What there is in a body: records that will be stored, and those that cannot be, by reason. */
export interface Inspected {
  records: number;
  rejected: Export['rejected'];
}

/**
 * What the readers will find in a body, at the least cost.
 *
 * @throws UndecodableError when they will refuse it
 */
export function inspect(body: Body): Inspected {
  if (body.encoding === 'protobuf' && body.signal === 'traces') {
    return inspectTraces(body.bytes);
  }
  if (body.encoding === 'protobuf' && body.signal === 'logs') {
    return inspectLogs(body.bytes);
  }
  const { spans, logs, points, rejected } = decode(body);
  return { records: spans.length + logs.length + points.length, rejected };
}
