import type { Body } from '../pipeline/records.ts';
import { readGroups as readJsonGroups, type GroupNames } from './json/readGroups.ts';
import type { JsonObject } from './json/fields.ts';
import type { ResourceGroup } from './messages.ts';
import { readGroups as readProtobufGroups } from './protobuf/readGroups.ts';
import { ResourceReader } from './protobuf/ResourceReader.ts';
import type { Pbf } from './protobuf/wire.ts';
import { RecordBudget } from './RecordBudget.ts';

const names = {
  traces: { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' },
  logs: { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' },
  metrics: { resources: 'resourceMetrics', scopes: 'scopeMetrics', records: 'metrics' },
} satisfies Record<Body['signal'], GroupNames>;

const resources = new ResourceReader();

/**
 * Reads one export request into messages, by the reader of a record that fits the encoding.
 *
 * @throws UndecodableError when the bytes are no request of this signal in this encoding
 */
export function readBody<T>(
  { signal, encoding, bytes }: Body,
  readProtobuf: (pbf: Pbf, from: number, to: number) => T,
  readJson: (record: JsonObject, budget: RecordBudget) => T
): Array<ResourceGroup<T>> {
  if (encoding === 'protobuf') {
    return readProtobufGroups(bytes, readProtobuf, resources);
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
