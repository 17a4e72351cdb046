import type { Body, Export } from '../pipeline/records.ts';
import { readLog as readJsonLog } from './json/readLog.ts';
import { readMetric as readJsonMetric } from './json/readMetric.ts';
import { readSpan as readJsonSpan } from './json/readSpan.ts';
import { inspectLogs } from './protobuf/inspectLogs.ts';
import { inspectTraces } from './protobuf/inspectTraces.ts';
import { readLog as readProtobufLog } from './protobuf/readLog.ts';
import { readMetric as readProtobufMetric } from './protobuf/readMetric.ts';
import { readSpan as readProtobufSpan } from './protobuf/readSpan.ts';
import { readBody } from './readBody.ts';
import { Rejections } from './Rejections.ts';
import { toPoints } from './toPoints.ts';
import { toSpan } from './toSpan.ts';

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
  const isProtobuf = body.encoding === 'protobuf';
  switch (body.signal) {
    case 'traces':
      return isProtobuf ? inspectTraces(body.bytes) : inspectSpans(body);
    case 'logs':
      return isProtobuf ? inspectLogs(body.bytes) : { records: countLogs(body), rejected: [] };
    case 'metrics':
      return inspectPoints(body);
  }
}

function inspectSpans(body: Body): Inspected {
  const rejections = new Rejections();
  let records = 0;
  for (const group of readBody(body, readProtobufSpan, readJsonSpan)) {
    records += group.records.filter((message) => toSpan(message, group.resource, rejections)).length;
  }
  return { records, rejected: rejections.list() };
}

function countLogs(body: Body): number {
  return readBody(body, readProtobufLog, readJsonLog).reduce((sum, group) => sum + group.records.length, 0);
}

function inspectPoints(body: Body): Inspected {
  const rejections = new Rejections();
  const groups = readBody(body, readProtobufMetric, readJsonMetric);
  const points = toPoints(groups, '', rejections, body.receivedAt);
  return { records: points.length, rejected: rejections.list() };
}
