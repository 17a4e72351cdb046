import express, { Router, type Request, type Response } from 'express';
import { readCaller } from './caller.ts';

/** `/api/plugins/:id/settings` as Grafana answers it: everybody reads, administrators write. Kept while it runs. */
export function pluginSettings(): Router {
  const stored = new Map<string, object>();
  const router = Router();
  router.get('/:id/settings', ({ params }: Request<{ id: string }>, response: Response) => {
    response.json({ id: params.id, enabled: true, pinned: true, jsonData: {}, ...stored.get(params.id) });
  });
  router.post('/:id/settings', express.json(), (request: Request<{ id: string }>, response: Response) => {
    if (readCaller(request).role !== 'Admin') {
      response.status(403).json({ message: "You'll need additional permissions to perform this action." });
      return;
    }
    const { enabled, pinned, jsonData } = request.body ?? {};
    stored.set(request.params.id, { enabled, pinned, jsonData: jsonData ?? {} });
    response.json({ message: 'Plugin settings updated' });
  });
  return router;
}
