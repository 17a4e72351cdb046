import { open, type FileHandle } from 'node:fs/promises';
import type { Body } from '../pipeline/records.ts';
import { findRecord, headerBytes, parseRecord } from './record.ts';
import type { SegmentView } from './segments.ts';

export interface BatchLimits {
  bodies: number;
  /** Of a segment file read at once; a larger body comes alone. */
  bytes: number;
}

/** A body and where it stands in its segment. */
export interface SpooledBody {
  body: Body;
  segment: number;
  /** Where its record begins, and the next one. */
  at: number;
  next: number;
}

export type Batch =
  | { kind: 'bodies'; bodies: SpooledBody[]; next: number }
  /** Bytes in which no body can be found, up to the next that can, or to the segment's end. */
  | { kind: 'damage'; bytes: Buffer; next: number };

/** Reads batches into one buffer: a batch's bytes are gone with the next. */
export class BatchReader {
  #buffer = Buffer.alloc(0);

  /** Reads what stands at an offset of a segment, which must lie before its end. */
  async read(segment: SegmentView, offset: number, limits: BatchLimits): Promise<Batch> {
    const end = segment.bytes;
    const handle = await open(segment.path, 'r');
    try {
      let bytes = await this.#readAt(handle, offset, Math.min(Math.max(limits.bytes, headerBytes), end - offset));
      const first = parseRecord(bytes, 0);
      if (first.kind === 'incomplete' && offset + first.end <= end) {
        bytes = await this.#readAt(handle, offset, first.end);
      }
      const bodies = parseBodies(bytes, { segment: segment.id, offset }, limits.bodies);
      const last = bodies.at(-1);
      return last ? { kind: 'bodies', bodies, next: last.next } : await this.#readDamage(handle, offset, end);
    } finally {
      await handle.close();
    }
  }

  async #readDamage(handle: FileHandle, offset: number, end: number): Promise<Batch> {
    const rest = await this.#readAt(handle, offset, end - offset);
    const length = findRecord(rest, 1) ?? rest.length;
    // A file that is shorter than it was is damaged to its end too.
    const next = length === rest.length ? end : offset + length;
    return { kind: 'damage', bytes: rest.subarray(0, length), next };
  }

  async #readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
    if (this.#buffer.length < length) {
      this.#buffer = Buffer.allocUnsafeSlow(length);
    }
    let done = 0;
    while (done < length) {
      const { bytesRead } = await handle.read(this.#buffer, done, length - done, position + done);
      if (bytesRead === 0) {
        break;
      }
      done += bytesRead;
    }
    return this.#buffer.subarray(0, done);
  }
}

function parseBodies(bytes: Buffer, start: { segment: number; offset: number }, limit: number): SpooledBody[] {
  const bodies: SpooledBody[] = [];
  let at = 0;
  while (bodies.length < limit) {
    const parsed = parseRecord(bytes, at);
    if (parsed.kind !== 'record') {
      break;
    }
    const { segment, offset } = start;
    bodies.push({ body: parsed.body, segment, at: offset + at, next: offset + parsed.next });
    at = parsed.next;
  }
  return bodies;
}
