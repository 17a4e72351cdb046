import { open, readFile, stat, truncate, type FileHandle } from 'node:fs/promises';
import type { Logger } from '../pipeline/logger.ts';
import type { Position } from './Checkpoint.ts';
import { findRecord, headerBytes, parseRecord, recordEnd } from './record.ts';
import { deleteSegment, listSegments, type Segment } from './segments.ts';

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
 *
 * Ids of segments begin with the time, so that they rise even over starts that find nothing, or a folder that was put
 * back from a backup: what the database says of a position never means another segment.
 */
export async function recover(
  directory: string,
  checkpoint: Position,
  crashed: boolean,
  logger: Logger
): Promise<Recovered> {
  const files = await listSegments(directory);
  const last = files.at(-1)?.id ?? 0;
  const nextId = Math.max(checkpoint.segment + 1, last + 1, Date.now());
  const segments: Segment[] = [];
  let cutOff = 0;
  for (const { id, path } of files) {
    const from = id === checkpoint.segment ? checkpoint.offset : 0;
    const inspected = id < checkpoint.segment ? null : await inspect({ id, path, from, isLast: id === last });
    cutOff += inspected?.cutOff ?? 0;
    if (inspected && inspected.segment.bytes > from) {
      segments.push(inspected.segment);
    } else {
      await deleteSegment(path);
    }
  }
  const first = segments[0];
  const offset = first?.id === checkpoint.segment ? checkpoint.offset : 0;
  tell(segments, offset, cutOff, crashed, logger);
  return { segments, position: { segment: first?.id ?? nextId, offset }, nextId };
}

function tell(segments: Segment[], offset: number, cutOff: number, crashed: boolean, logger: Logger): void {
  const bodies = segments.reduce((sum, segment) => sum + segment.bodies, 0);
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0) - offset;
  if (crashed || bodies > 0 || cutOff > 0) {
    logger.info(
      { bodies, bytes, segments: segments.length, cutOffBytes: cutOff },
      crashed ? 'The process before this one died; its spool is recovered' : 'The spool goes on with what waits'
    );
  }
  if (cutOff > 0) {
    logger.warn({ bytes: cutOff }, 'Cut off a body that was not written whole');
  }
}

interface Inspection {
  id: number;
  path: string;
  from: number;
  isLast: boolean;
}

/** Counts the bodies after `from`, and cuts off what follows the last whole one of the last segment. */
async function inspect({ id, path, from, isLast }: Inspection): Promise<{ segment: Segment; cutOff: number }> {
  if (!isLast) {
    const [{ size }, bodies] = await Promise.all([stat(path), countRecords(path, from)]);
    return { segment: { id, path, bytes: size, bodies, open: false }, cutOff: 0 };
  }
  const content = await readFile(path);
  const { end, bodies } = findEnd(content, from);
  if (end < content.length) {
    await truncate(path, end);
  }
  return { segment: { id, path, bytes: end, bodies, open: false }, cutOff: content.length - end };
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
