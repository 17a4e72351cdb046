import { createHash } from 'node:crypto';

/** 32 hexadecimal digits that stand for these parts. */
export function hashOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
