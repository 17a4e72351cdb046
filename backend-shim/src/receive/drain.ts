import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';

/**
 * Reads on and throws away, for a while: a sender that is still busy sending would not read the answer, and closing
 * the connection under it could lose the answer.
 */
export function drain(request: IncomingMessage, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    finished(request, { writable: false }, () => {
      clearTimeout(timer);
      resolve();
    });
    request.resume();
  });
}
