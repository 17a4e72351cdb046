import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from './segments.ts';

const length = 16;

/** By which the database knows a spool: 16 random bytes in a file of its directory, here as 32 hexadecimal digits. */
export async function readSpoolId(directory: string): Promise<string> {
  try {
    const id = await readFile(fileOf(directory));
    if (id.length === length) {
      return id.toString('hex');
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
  return renewSpoolId(directory);
}

/** From now on the database knows nothing of this spool: what waits is processed from the beginning. */
export async function renewSpoolId(directory: string): Promise<string> {
  const id = randomBytes(length);
  const next = `${fileOf(directory)}.next`;
  const handle = await open(next, 'w');
  try {
    await handle.writeFile(id);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, fileOf(directory));
  await syncDirectory(directory);
  return id.toString('hex');
}

function fileOf(directory: string): string {
  return join(directory, 'id');
}
