import { Router } from 'express';
import type { Registry } from 'prom-client';

export interface StatusRoutesOptions {
  registry: Registry;
  /** Throws with the reason when no body could be kept now. */
  checkSpool: () => Promise<void>;
  /** One sentence; `ok` when bodies are being stored. */
  databaseState: () => string;
}

/**
 * `GET /healthz` (the process lives), `/readyz` (bodies can be acknowledged) and `/metrics` (Prometheus). An absent
 * database does not make the shim unready: bodies go on being acknowledged and wait in the spool.
 */
export function createStatusRoutes({ registry, checkSpool, databaseState }: StatusRoutesOptions): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const spool = await checkSpool().then(
      () => 'ok',
      (error: Error) => error.message
    );
    response.status(spool === 'ok' ? 200 : 503).json({ spool, database: databaseState() });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
