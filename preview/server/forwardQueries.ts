import type { Request, Response } from 'express';
import type { QueryResponse } from '../../contract/frames.ts';
import { readCaller, type Caller } from './caller.ts';
import type { ShimClient } from './ShimClient.ts';
import { shimError } from './shimError.ts';

interface GrafanaQuery {
  refId: string;
  intervalMs?: number;
  maxDataPoints?: number;
}

/** One query's part of Grafana's answer to `/api/ds/query`. */
type DataResponse =
  { status: 200; frames: QueryResponse['frames'] } | { status: number; error: string; errorSource: 'downstream' };

/** `POST /api/ds/query` as Grafana's server and the bridge answer it together. */
export function forwardQueries(shim: ShimClient) {
  return async (request: Request, response: Response): Promise<void> => {
    const { queries, from, to } = (request.body ?? {}) as { queries?: GrafanaQuery[]; from?: string; to?: string };
    const range = { from: Math.trunc(Number(from)), to: Math.trunc(Number(to)) };
    if (!Array.isArray(queries) || !queries.length || !Number.isFinite(range.from) || !Number.isFinite(range.to)) {
      response.status(400).json({ message: 'bad request data: queries, and from and to in ms, are needed' });
      return;
    }
    const caller = readCaller(request);
    const answers = await Promise.all(
      queries.map(async (query) => [query.refId, await runQuery(shim, caller, query, range)] as const)
    );
    const failed = answers.some(([, answer]) => 'error' in answer);
    response.status(failed ? 400 : 200).json({ results: Object.fromEntries(answers) });
  };
}

async function runQuery(
  shim: ShimClient,
  caller: Caller,
  query: GrafanaQuery,
  range: { from: number; to: number }
): Promise<DataResponse> {
  const answer = await shim.send('POST', 'query', caller, {
    query,
    range,
    intervalMs: positive(query.intervalMs),
    maxDataPoints: positive(query.maxDataPoints, 10_000),
    fromAlert: false,
  });
  if (answer.status !== 200) {
    return { status: answer.status, error: shimError(answer), errorSource: 'downstream' };
  }
  const { frames } = JSON.parse(answer.body.toString()) as QueryResponse;
  for (const frame of frames) {
    frame.schema.refId = query.refId;
  }
  return { status: 200, frames };
}

/** Grafana sends 0 for unknown, and alert rules ask for more points than the contract allows. */
function positive(value: number | undefined, most = Number.MAX_SAFE_INTEGER): number | undefined {
  return value && value >= 1 ? Math.min(Math.trunc(value), most) : undefined;
}
