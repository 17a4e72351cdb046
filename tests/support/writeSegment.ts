import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Body } from '../../backend-shim/src/pipeline/records.ts';
import { encodeHeader } from '../../backend-shim/src/spool/record.ts';
import { segmentPath } from '../../backend-shim/src/spool/segments.ts';

/** Puts bodies into the spool of a shim that does not run, as an earlier version of it may have left them. */
export async function writeSegment(dataDir: string, id: number, bodies: Body[]): Promise<void> {
  const directory = join(dataDir, 'spool');
  await mkdir(directory, { recursive: true });
  await writeFile(
    segmentPath(directory, id),
    Buffer.concat(bodies.flatMap((body) => [encodeHeader(body), body.bytes]))
  );
}
