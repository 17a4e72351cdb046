import { open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A segment file and how much of it may be read. */
export interface Segment {
  id: number;
  path: string;
  /** Bytes that are written whole. */
  bytes: number;
  /** Bodies in those that are not yet processed. */
  bodies: number;
  /** Still written to. */
  open: boolean;
}

const name = /^(\d{12})\.segment$/;

export function segmentPath(directory: string, id: number): string {
  return join(directory, `${String(id).padStart(12, '0')}.segment`);
}

/** Ids of the segment files in a directory, oldest first. */
export async function listSegments(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.flatMap((file) => (name.test(file) ? [Number(file.slice(0, 12))] : [])).sort((a, b) => a - b);
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
