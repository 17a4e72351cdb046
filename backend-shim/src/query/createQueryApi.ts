import express, { type Router } from 'express';
import type { Pool } from 'mysql2/promise';
import type { Logger } from '../pipeline/logger.ts';
import { changeStatus } from './documents/changeStatus.ts';
import { problemDocument } from './documents/problemDocument.ts';
import { statusDocument, type Pipeline } from './documents/statusDocument.ts';
import { storeDocuments } from './documents/storeDocuments.ts';
import { runQuery } from './runQuery.ts';
import { answerError } from './shared/answerError.ts';
import { QueryError } from './shared/QueryError.ts';
import { readCaller } from './shared/readCaller.ts';
import { requireToken } from './shared/requireToken.ts';

export interface QueryApiOptions {
  pool: Pool;
  /** Whoever has it is trusted, and believed who the caller is. */
  token: string;
  logger: Logger;
  version: string;
  pipeline: Pipeline;
}

/** What the bridge asks; see docs/api.md. Every answer is JSON, every error an `ErrorResponse`. */
export function createQueryApi({ pool, token, logger, version, pipeline }: QueryApiOptions): Router {
  const api = express.Router();
  api.use(requireToken(token));
  api.use(express.json({ limit: '1mb' }));
  api.post('/query', async (request, response) => {
    response.json(await runQuery(pool, request.body));
  });
  api.get('/problems/:id', async (request, response) => {
    response.json(await problemDocument(pool, request.params.id));
  });
  api.put('/problems/:id/status', async (request, response) => {
    response.json(await changeStatus(pool, request.params.id, request.body, readCaller(request)));
  });
  api.get('/stores', async (_request, response) => {
    response.json(await storeDocuments(pool));
  });
  api.get('/status', async (_request, response) => {
    response.json(await statusDocument(pool, version, pipeline));
  });
  api.get('/health', async (_request, response) => {
    await pool.query('SELECT 1');
    response.json({ status: 'ok', version });
  });
  api.use((request) => {
    throw new QueryError('not_found', `There is nothing at ${request.method} ${request.originalUrl}; see docs/api.md.`);
  });
  api.use(answerError(logger));
  return api;
}
