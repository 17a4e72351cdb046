import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The recorded captures with all traces sampled, else the committed excerpt of them; `--files` may name others. */
export function findRecordings(): string[] {
  const captures = process.env.INSIGHTS_CAPTURES ?? join(root, '..', 'shared', 'captures');
  const whole = join(captures, 'shop-protobuf.jsonl.gz');
  return [existsSync(whole) ? whole : join(root, 'tests', 'fixtures', 'excerpt-protobuf.jsonl.gz')];
}
