import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { LogRecord, Resource, Span } from '../pipeline/records.ts';

/** Of the encoding below; a part says with which one it was written, so that old parts stay readable. */
export const partVersion = 1;

interface Encoded {
  /** The records' own trace id, where it is not that of the row: log records without a trace. */
  traceId?: string;
  /** Told once: all records of an export come from few resources. */
  resources: Resource[];
  records: Array<{ resource: number }>;
}

/**
 * Zstandard of JSON. Times and ids stay as they are: they are needed to derive everything anew.
 * The trace's id is left out of the records: the row has it.
 */
export function encodeRecords(records: Array<Span | LogRecord>, rowTraceId: string): Buffer {
  const resources: Resource[] = [];
  const indexes = new Map<string, number>();
  const own = records[0]?.traceId ?? rowTraceId;
  const encoded: Encoded = { ...(own === rowTraceId ? {} : { traceId: own }), resources, records: [] };
  for (const { traceId: _, resource, ...rest } of records) {
    const key = JSON.stringify(resource);
    const index = indexes.get(key) ?? resources.push(resource) - 1;
    indexes.set(key, index);
    encoded.records.push({ ...rest, resource: index });
  }
  return zstdCompressSync(JSON.stringify(encoded), { params: { [constants.ZSTD_c_compressionLevel]: 3 } });
}

/** @throws Error when the part was written by a later version, or is damaged. */
export function decodeRecords<T extends Span | LogRecord>(version: number, body: Buffer, rowTraceId: string): T[] {
  if (version !== partVersion) {
    throw new Error(`A stored part has encoding ${version}, which this version cannot read: update the receiver.`);
  }
  const { traceId = rowTraceId, resources, records } = JSON.parse(zstdDecompressSync(body).toString()) as Encoded;
  return records.map((record) => ({ ...record, traceId, resource: resources[record.resource] }) as unknown as T);
}
