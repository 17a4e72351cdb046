import { RetryableError } from '../pipeline/errors.ts';

/** A body could not be written: the disk is full or broken, or the spool is closing. The sender should come again. */
export class SpoolError extends RetryableError {
  override name = 'SpoolError';
}

/** As many bytes wait as the limit allows. */
export class SpoolFullError extends SpoolError {
  override name = 'SpoolFullError';
}
