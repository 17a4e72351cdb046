import type { Body, Export } from '../pipeline/records.ts';
import { Identities } from './Identities.ts';
import { readGroups as readJsonGroups, type GroupNames } from './json/readGroups.ts';
import type { JsonObject } from './json/fields.ts';
import { readLog as readJsonLog } from './json/readLog.ts';
import { readMetric as readJsonMetric } from './json/readMetric.ts';
import { readSpan as readJsonSpan } from './json/readSpan.ts';
import type { ResourceGroup } from './messages.ts';
import { readGroups as readProtobufGroups } from './protobuf/readGroups.ts';
import { readLog as readProtobufLog } from './protobuf/readLog.ts';
import { readMetric as readProtobufMetric } from './protobuf/readMetric.ts';
import { readSpan as readProtobufSpan } from './protobuf/readSpan.ts';
import type { Pbf } from './protobuf/wire.ts';
import { RecordBudget } from './RecordBudget.ts';
import { Rejections } from './Rejections.ts';
import { toLogs } from './toLogs.ts';
import { toPoints } from './toPoints.ts';
import { toSpans } from './toSpans.ts';

const names = {
  traces: { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' },
  logs: { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' },
  metrics: { resources: 'resourceMetrics', scopes: 'scopeMetrics', records: 'metrics' },
} satisfies Record<Body['signal'], GroupNames>;

/**
 * Reads one export request.
 *
 * @throws UndecodableError when the bytes are no request of this signal in this encoding
 */
export function decode(body: Body): Export {
  const rejections = new Rejections();
  const identities = new Identities();
  const decoded: Export = { spans: [], logs: [], points: [], rejected: [] };
  switch (body.signal) {
    case 'traces':
      decoded.spans = toSpans(readBody(body, readProtobufSpan, readJsonSpan), rejections);
      break;
    case 'logs':
      decoded.logs = toLogs(readBody(body, readProtobufLog, readJsonLog), identities, body.receivedAt);
      break;
    case 'metrics':
      decoded.points = toPoints(
        readBody(body, readProtobufMetric, readJsonMetric),
        identities,
        rejections,
        body.receivedAt
      );
      break;
  }
  decoded.rejected = rejections.list();
  return decoded;
}

function readBody<T>(
  { signal, encoding, bytes }: Body,
  readProtobuf: (pbf: Pbf) => T,
  readJson: (record: JsonObject, budget: RecordBudget) => T
): Array<ResourceGroup<T>> {
  if (encoding === 'protobuf') {
    return readProtobufGroups(bytes, readProtobuf);
  }
  // A byte order mark is no JSON, and TextDecoder drops it; invalid UTF-8 becomes U+FFFD.
  const budget = new RecordBudget();
  const text = new TextDecoder().decode(bytes);
  return requestsOf(text, encoding).flatMap((request) => readJsonGroups(request, names[signal], readJson, budget));
}

/** In ndjson every line is a whole request. */
function requestsOf(text: string, encoding: 'json' | 'ndjson'): string[] {
  return encoding === 'json' ? [text] : text.split('\n').filter((line) => line.trim() !== '');
}
