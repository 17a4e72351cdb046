import { createHash } from 'node:crypto';
import type { Attributes } from '../../pipeline/records.ts';

/** A normalised SQL statement; `id` is that of the dictionary's entry for the text. */
export interface QueryShape {
  id: string;
  text: string;
}

/** The statement, or of a store that sends none, the span's name (`SELECT customer_entity`). */
export function queryShape(name: string, attributes: Attributes): QueryShape {
  const told = attributes['db.query.text'] ?? attributes['db.statement'];
  const text = typeof told === 'string' && told !== '' ? told : name;
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 16), text };
}
