import { hash } from 'node:crypto';

/** 32 hexadecimal digits that stand for a text of any length. */
export function hashId(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}
