import { hash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { QueryError } from './QueryError.ts';

/** Lets pass who sends `Authorization: Bearer <token>`. */
export function requireToken(token: string): RequestHandler {
  // Of one length whatever is sent, so that the comparison's time tells nothing.
  const digest = (text: string) => hash('sha256', text, 'buffer');
  const expected = digest(token);
  return (request, _response, next) => {
    const sent = /^Bearer +(.+?) *$/i.exec(request.get('authorization') ?? '')?.[1];
    if (sent === undefined) {
      throw new QueryError('unauthenticated', 'A token is required: send it as "Authorization: Bearer ...".');
    }
    if (!timingSafeEqual(digest(sent), expected)) {
      throw new QueryError(
        'unauthenticated',
        "The token is not the receiver's. Enter the token of INSIGHTS_TOKEN in the data source's configuration."
      );
    }
    next();
  };
}
