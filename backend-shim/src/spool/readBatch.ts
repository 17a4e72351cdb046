import { open, type FileHandle } from 'node:fs/promises';
import type { Body } from '../pipeline/records.ts';
import { findRecord, headerBytes, parseRecord } from './record.ts';
import type { Segment } from './segments.ts';

export interface BatchLimits {
  bodies: number;
  /** Of a segment file read at once; a larger body comes alone. */
  bytes: number;
}

export type Batch =
  | { kind: 'bodies'; bodies: Body[]; next: number }
  /** Bytes in which no body can be found, up to the next that can, or to the segment's end. */
  | { kind: 'damage'; bytes: Buffer; next: number };

/** Reads what stands at an offset of a segment, which must lie before its end. */
export async function readBatch(segment: Segment, offset: number, limits: BatchLimits): Promise<Batch> {
  const end = segment.bytes;
  const handle = await open(segment.path, 'r');
  try {
    let buffer = await readAt(handle, offset, Math.min(Math.max(limits.bytes, headerBytes), end - offset));
    const first = parseRecord(buffer, 0);
    if (first.kind === 'incomplete' && offset + first.end <= end) {
      buffer = await readAt(handle, offset, first.end);
    }
    const batch = parseBodies(buffer, offset, limits.bodies);
    return batch ?? (await readDamage(handle, offset, end));
  } finally {
    await handle.close();
  }
}

function parseBodies(buffer: Buffer, offset: number, limit: number): Batch | null {
  const bodies: Body[] = [];
  let at = 0;
  while (bodies.length < limit) {
    const parsed = parseRecord(buffer, at);
    if (parsed.kind !== 'record') {
      break;
    }
    bodies.push(parsed.body);
    at = parsed.next;
  }
  return bodies.length > 0 ? { kind: 'bodies', bodies, next: offset + at } : null;
}

async function readDamage(handle: FileHandle, offset: number, end: number): Promise<Batch> {
  const rest = await readAt(handle, offset, end - offset);
  const length = findRecord(rest, 1) ?? rest.length;
  // A file that is shorter than it was is damaged to its end too.
  const next = length === rest.length ? end : offset + length;
  return { kind: 'damage', bytes: rest.subarray(0, length), next };
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) {
      break;
    }
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}
