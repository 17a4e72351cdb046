import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../pipeline/logger.ts';
import type { Body } from '../../pipeline/records.ts';
import { Spool, type SpoolOptions } from '../Spool.ts';

export function newDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'insights-spool-'));
}

export function openSpool(directory: string, options: Partial<SpoolOptions> = {}): Promise<Spool> {
  return Spool.open({
    directory: join(directory, 'spool'),
    deadLetterDirectory: join(directory, 'dead-letters'),
    maxBytes: 100_000_000,
    sync: 'write',
    logger: createLogger('silent'),
    ...options,
  });
}

export function bodyOf(text: string, more: Partial<Body> = {}): Body {
  return { signal: 'traces', encoding: 'json', receivedAt: 1_700_000_000_123, bytes: Buffer.from(text), ...more };
}

export function textOf(body: Body): string {
  return Buffer.from(body.bytes).toString();
}

/** Consumes until as many bodies as said have come, then closes. */
export async function readAll(spool: Spool, count: number): Promise<string[]> {
  const texts: string[] = [];
  await new Promise<void>((resolve) => {
    if (count === 0) {
      resolve();
    }
    void spool.consume(async (bodies) => {
      texts.push(...bodies.map(textOf));
      if (texts.length >= count) {
        resolve();
      }
    });
  });
  await spool.close();
  return texts;
}
