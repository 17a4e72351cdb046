import type { Body, Export } from '../pipeline/records.ts';
import { inspect } from './inspect.ts';

/**
 * Whether a body can be acknowledged: accepts exactly what the readers accept.
 *
 * @returns the records that cannot be used, by reason
 * @throws UndecodableError when the bytes are no request of this signal in this encoding
 */
export function validate(body: Body): Export['rejected'] {
  return inspect(body).rejected;
}
