import { hash } from 'node:crypto';

/** 64 bits of SHA-256, as 16 hexadecimal digits: part of the storage format, so never changed. */
export function contentId(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}
