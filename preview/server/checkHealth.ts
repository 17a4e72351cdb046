import type { Request, Response } from 'express';
import { readCaller } from './caller.ts';
import type { ShimClient } from './ShimClient.ts';
import { shimError } from './shimError.ts';

/** `GET /api/datasources/uid/:uid/health`: what "Save & test" tells. */
export function checkHealth(shim: ShimClient) {
  return async (request: Request, response: Response): Promise<void> => {
    const answer = await shim.send('GET', 'health', readCaller(request));
    if (answer.status !== 200) {
      response.status(400).json({ status: 'ERROR', message: shimError(answer) });
      return;
    }
    const { version } = JSON.parse(answer.body.toString()) as { version?: string };
    response.json({ status: 'OK', message: `Connected to Insights ${version ?? ''}`.trim() + '.' });
  };
}
