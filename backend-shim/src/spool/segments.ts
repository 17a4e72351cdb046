import { open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A segment file and how much of it may be read. */
export interface SegmentView {
  /** Rises from segment to segment, over all starts: see `recover`. */
  id: number;
  path: string;
  /** Bytes that are written whole. */
  bytes: number;
  /** Still written to. */
  open: boolean;
}

export interface Segment extends SegmentView {
  /** Bodies that are not yet processed. */
  bodies: number;
}

/** Earlier versions wrote 12 digits. */
const name = /^(\d{12,16})\.segment$/;

export function segmentPath(directory: string, id: number): string {
  return join(directory, `${String(id).padStart(16, '0')}.segment`);
}

/** The segment files in a directory, oldest first. */
export async function listSegments(directory: string): Promise<Array<{ id: number; path: string }>> {
  const files = await readdir(directory);
  const segments = files.flatMap((file) => {
    const digits = name.exec(file)?.[1];
    return digits === undefined ? [] : [{ id: Number(digits), path: join(directory, file) }];
  });
  return segments.sort((a, b) => a.id - b.id);
}

export async function deleteSegment(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
}

/** Makes a created or renamed file's name survive a power cut. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
