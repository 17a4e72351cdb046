import express, { type Router } from 'express';
import type { Logger } from '../pipeline/logger.ts';
import { changeProblems } from './changes/changeProblems.ts';
import { undoChanges } from './changes/undoChanges.ts';
import { problemDocument } from './documents/problemDocument.ts';
import { createStatusDocument, type StatusSources } from './documents/statusDocument.ts';
import { storeDocuments } from './documents/storeDocuments.ts';
import { createOccurrenceDocument } from './occurrence/createOccurrenceDocument.ts';
import { createShopLookups, type ShopDatabase } from './occurrence/shop/createShopLookups.ts';
import type { NameSpan } from './occurrence/trail/NameSpan.ts';
import { runQuery } from './runQuery.ts';
import { answerError } from './shared/answerError.ts';
import { createSources } from './shared/createSources.ts';
import { QueryError } from './shared/QueryError.ts';
import { readCaller } from './shared/readCaller.ts';
import { requireToken } from './shared/requireToken.ts';

export interface QueryApiOptions extends StatusSources {
  /** Whoever has it is trusted, and believed who the caller is. */
  token: string;
  /** What spans stand for. */
  nameSpan: NameSpan;
  /** Null where it is not told. */
  shopDatabase: ShopDatabase | null;
  logger: Logger;
}

/** What the bridge asks; see docs/api.md. Every answer is JSON, every error an `ErrorResponse`. */
export function createQueryApi({ token, logger, nameSpan, shopDatabase, ...options }: QueryApiOptions): Router {
  const { pool, version } = options;
  const sourcesOf = createSources(pool);
  const sources = sourcesOf(() => undefined);
  const readOccurrence = createOccurrenceDocument({
    ...sources,
    nameSpan,
    shop: shopDatabase && createShopLookups({ ...shopDatabase, pool, logger }),
    retentionMs: options.retention.traces,
    logger,
  });
  const readStatus = createStatusDocument(options);
  const api = express.Router();
  api.use(requireToken(token));
  api.use(express.json({ limit: '1mb' }));
  api.post('/query', async (request, response) => {
    response.json(await runQuery(sourcesOf, { body: request.body, caller: readCaller(request) }, logger));
  });
  api.get('/problems/:id', async (request, response) => {
    response.json(await problemDocument(sources, request.params.id));
  });
  api.post('/problems/changes', async (request, response) => {
    response.json(await changeProblems(pool, request.body, readCaller(request)));
  });
  api.post('/problems/undo', async (request, response) => {
    response.json(await undoChanges(pool, request.body, readCaller(request)));
  });
  api.get('/problems/:id/occurrences/:which', async (request, response) => {
    response.json(await readOccurrence(request.params.id, request.params.which));
  });
  api.get('/stores', async (_request, response) => {
    response.json(await storeDocuments(pool));
  });
  api.get('/status', async (_request, response) => {
    response.json(await readStatus());
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
