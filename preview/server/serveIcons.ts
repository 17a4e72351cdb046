import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router, type Request, type Response } from 'express';

/** Grafana's icons from its UI package, and our own for those that the package leaves to Grafana's server. */
export function serveIcons(root: string): Router {
  const own = join(root, 'preview', 'icons');
  const router = Router();
  router.use(express.static(join(root, 'node_modules', '@grafana', 'ui', 'dist', 'public', 'img', 'icons')));
  router.get('/:folder/:name.svg', (request: Request, response: Response) => {
    const file = `${String(request.params.name)}.svg`;
    response.sendFile(/^[\w-]+\.svg$/.test(file) && existsSync(join(own, file)) ? file : 'unknown.svg', { root: own });
  });
  return router;
}
