import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Body, Signal } from '../../pipeline/records.ts';

const fixtures = join(__dirname, '..', '..', '..', '..', 'tests', 'fixtures');
const captures = resolve(
  process.env.INSIGHTS_CAPTURES || join(__dirname, '..', '..', '..', '..', '..', 'shared', 'captures')
);

interface Line {
  at: number;
  path: string;
  contentType: string;
  body: string;
}

/** The committed excerpts of recordings, and, where they are, the recordings themselves. */
export const recordedSets = [
  ...['excerpt-protobuf', 'excerpt-json', 'excerpt-sampled'].map((name) => join(fixtures, `${name}.jsonl.gz`)),
  ...['shop-protobuf', 'shop-json', 'shop-default-sampling'].map((name) => join(captures, `${name}.jsonl.gz`)),
].filter((file) => existsSync(file));

export function recordedBodies(file: string, signal: Signal): Body[] {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Line)
    .filter(({ path }) => path === `/v1/${signal}`)
    .map(({ at, contentType, body }) => ({
      signal,
      encoding: contentType === 'application/json' ? 'json' : 'protobuf',
      receivedAt: at,
      bytes: Buffer.from(body, 'base64'),
    }));
}
