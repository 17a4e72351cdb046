import type { z } from 'zod';
import { QueryError } from './QueryError.ts';

/** @throws QueryError `invalid` that names each wrong value and what is wrong with it */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const issues = result.error.issues.map(
    ({ path, message }) => `${path.length > 0 ? `"${path.join('.')}": ` : ''}${message}`
  );
  throw new QueryError('invalid', `The request cannot be answered as it is: ${issues.join('; ')}.`);
}
