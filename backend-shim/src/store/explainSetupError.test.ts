import { RetryableError } from '../pipeline/errors.ts';
import { explainSetupError } from './explainSetupError.ts';

const failure = (errno: number) => Object.assign(new Error('as the server said'), { errno });

it.each([
  [1045, /refuses the user or password/],
  [1044, /may not use the schema.*GRANT/],
  [1046, /names no schema/],
  [1049, /does not exist: create it/],
  [1142, /lacks a right: CREATE/],
])('says what to do about error %d', (errno, message) => {
  const explained = explainSetupError(failure(errno));
  expect(explained.message).toMatch(message);
  expect(explained.message).toContain('as the server said');
});

it('looks into what the migration tool wraps', () => {
  expect(explainSetupError(new Error('Migration failed', { cause: failure(1142) })).message).toContain('lacks a right');
});

it('leaves it to the caller to wait for a database that is away', () => {
  expect(explainSetupError(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))).toBeInstanceOf(RetryableError);
});

it('passes on all else', () => {
  const error = failure(1064);
  expect(explainSetupError(error)).toBe(error);
  expect(explainSetupError('text').message).toBe('text');
});
