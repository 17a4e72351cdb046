import type { NextFunction, Request, Response } from 'express';

const localNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A page on the Internet must not read a shop's figures by giving its own name this machine's address. */
export function onlyLocalNames(host: string) {
  const isLocal = ['localhost', '127.0.0.1', '::1'].includes(host);
  return (request: Request, response: Response, next: NextFunction): void => {
    const name = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (isLocal && !localNames.has(name)) {
      response.status(403).send('The preview is only for this machine: open it as localhost.');
      return;
    }
    next();
  };
}
