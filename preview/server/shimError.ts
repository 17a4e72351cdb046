import type { ErrorResponse } from '../../contract/frames.ts';
import type { ShimAnswer } from './ShimClient.ts';

/** The shim's own words for an answer other than 2xx, or that it had none. */
export function shimError({ status, body }: ShimAnswer): string {
  try {
    const { error } = JSON.parse(body.toString()) as ErrorResponse;
    if (error?.message) {
      return error.message;
    }
  } catch {
    // Something else than the shim answered, such as a proxy.
  }
  return `Insights' receiver answered ${status} without saying why.`;
}
