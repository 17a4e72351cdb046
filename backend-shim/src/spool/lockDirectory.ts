import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Lock {
  /** The process that held it before did not end as it should. */
  crashed: boolean;
  release(): Promise<void>;
}

/**
 * Keeps a second process from writing to the same spool. A lock left behind by `kill -9` is taken over: its process is
 * gone, or another one with the same id runs, which began at another time.
 *
 * @throws Error when a running process holds it
 */
export async function lockDirectory(directory: string): Promise<Lock> {
  const path = join(directory, 'lock');
  const holder = await readHolder(path);
  if (holder && holder.pid !== process.pid && holder.began === beganAt(holder.pid)) {
    throw new Error(
      `The spool in ${directory} is in use by the process ${holder.pid}. Two receivers need a folder each.`
    );
  }
  await writeFile(path, `${process.pid} ${beganAt(process.pid)}`);
  return { crashed: holder !== null, release: () => rm(path, { force: true }) };
}

async function readHolder(path: string): Promise<{ pid: number; began: string | null } | null> {
  try {
    const [pid, began] = (await readFile(path, 'utf8')).split(' ');
    return { pid: Number(pid), began };
  } catch {
    return null;
  }
}

/** A mark of when a process began, null where none runs; where the system tells no time, all that run look alike. */
function beganAt(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') {
      return null;
    }
  }
  try {
    // The name in parentheses may hold spaces; the start time is the 20th field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}
