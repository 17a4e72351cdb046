import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface Log {
  file: string;
  write: (text: string) => void;
  /** The last lines written. */
  tail: () => string;
}

/** A log file, begun anew. */
export async function openLog(file: string): Promise<Log> {
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(file);
  let kept = '';
  const write = (text: string) => {
    kept = (kept + text).slice(-8_000);
    stream.write(text);
  };
  return { file, write, tail: () => kept.trimEnd().split('\n').slice(-15).join('\n') };
}
