import type { Request, Response } from 'express';
import { readCaller } from './caller.ts';
import type { ShimClient } from './ShimClient.ts';

/** `/api/datasources/uid/:uid/resources/*`, as Grafana's server and the bridge answer it together. */
export function forwardResource(shim: ShimClient) {
  return async (request: Request, response: Response): Promise<void> => {
    const segments = request.params.path as unknown as string[];
    if (segments.some((segment) => !/^[\w.~-]+$/.test(segment) || /^\.+$/.test(segment))) {
      response.status(400).json({ error: { code: 'invalid', message: 'This path is not one of the query API.' } });
      return;
    }
    const search = new URL(request.originalUrl, 'http://preview').search;
    const body = ['GET', 'HEAD'].includes(request.method) ? undefined : request.body;
    const answer = await shim.send(request.method, segments.join('/') + search, readCaller(request), body);
    response.status(answer.status).type(answer.contentType).send(answer.body);
  };
}
