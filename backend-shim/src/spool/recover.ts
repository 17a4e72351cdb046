import { open, readFile, stat, truncate, type FileHandle } from 'node:fs/promises';
import type { Logger } from '../pipeline/logger.ts';
import type { Position } from './Checkpoint.ts';
import { findRecord, headerBytes, parseRecord, recordEnd } from './record.ts';
import { deleteSegment, listSegments, segmentPath, type Segment } from './segments.ts';

export interface Recovered {
  /** With bodies still to be processed, oldest first. */
  segments: Segment[];
  /** Where to go on. */
  position: Position;
  /** The id for the next segment. */
  nextId: number;
}

/**
 * Finds what an earlier process left: deletes what was processed, and cuts off a body that was being written when it
 * died (it was never acknowledged). Damage elsewhere is left to the consumer.
 */
export async function recover(directory: string, checkpoint: Position, logger: Logger): Promise<Recovered> {
  const ids = await listSegments(directory);
  const nextId = Math.max(checkpoint.segment, ids.at(-1) ?? 0) + 1;
  const segments: Segment[] = [];
  for (const id of ids) {
    const path = segmentPath(directory, id);
    const from = id === checkpoint.segment ? checkpoint.offset : 0;
    const isLast = id === ids.at(-1);
    const segment = id < checkpoint.segment ? null : await inspect({ id, path, from, isLast }, logger);
    if (segment && segment.bytes > from) {
      segments.push(segment);
    } else {
      await deleteSegment(path);
    }
  }
  const first = segments[0];
  const offset = first?.id === checkpoint.segment ? checkpoint.offset : 0;
  return { segments, position: { segment: first?.id ?? nextId, offset }, nextId };
}

interface Inspection {
  id: number;
  path: string;
  from: number;
  isLast: boolean;
}

/** Counts the bodies after `from`. */
async function inspect({ id, path, from, isLast }: Inspection, logger: Logger): Promise<Segment> {
  if (!isLast) {
    return { id, path, bytes: (await stat(path)).size, bodies: await countRecords(path, from), open: false };
  }
  const content = await readFile(path);
  const { end, bodies } = findEnd(content, from);
  if (end < content.length) {
    logger.warn({ segment: path, bytes: content.length - end }, 'Cut off a body that was not written whole');
    await truncate(path, end);
  }
  return { id, path, bytes: end, bodies, open: false };
}

/** The end of the last whole record, and how many there are up to it. */
function findEnd(content: Buffer, from: number): { end: number; bodies: number } {
  let end = Math.min(from, content.length);
  let bodies = 0;
  for (let at: number | null = end; at !== null; at = findRecord(content, end)) {
    for (let parsed = parseRecord(content, at); parsed.kind === 'record'; parsed = parseRecord(content, end)) {
      end = parsed.next;
      bodies++;
    }
  }
  return { end, bodies };
}

/** Follows the lengths alone, so that a start with a full spool reads little. */
async function countRecords(path: string, from: number): Promise<number> {
  const handle = await open(path, 'r');
  try {
    let count = 0;
    for (let at: number | null = await endAt(handle, from); at !== null; at = await endAt(handle, at)) {
      count++;
    }
    return count;
  } finally {
    await handle.close();
  }
}

async function endAt(handle: FileHandle, at: number): Promise<number | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, at);
  const end = bytesRead === headerBytes ? recordEnd(buffer, 0) : null;
  return end === null ? null : at + end;
}
