import { writeSync, writevSync } from 'node:fs';

/**
 * Writes buffers one after the other at a position of a file.
 *
 * On this thread: the bytes go to the system's page cache, which takes less time than handing them to another thread
 * and back, and cannot be held up by other work that waits for Node's few threads for files.
 *
 * @throws when not all could be written; some may have been
 */
export function writeGroup(fd: number, buffers: Uint8Array[], position: number): void {
  const total = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  const written = writevSync(fd, buffers, position);
  if (written < total) {
    // A short write: the rest either goes through, or tells why not.
    const rest = Buffer.concat(buffers).subarray(written);
    for (let done = 0; done < rest.length;) {
      done += writeSync(fd, rest, done, rest.length - done, position + written + done);
    }
  }
}
