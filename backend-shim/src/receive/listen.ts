import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Longer than proxies keep idle connections, so that none is closed under a request that is on its way. */
const keepAliveMs = 75_000;

/**
 * @returns the server, and the port it chose where 0 was asked for
 * @throws Error with a sentence that names the variable when the address cannot be had
 */
export function listen(app: RequestListener, host: string, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: keepAliveMs }, app);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      const reason = inUse ? 'another program uses it. Set INSIGHTS_PORT to another port.' : `${error.message}.`;
      reject(new Error(`The receiver cannot listen on ${host}:${port} (INSIGHTS_HOST, INSIGHTS_PORT): ${reason}`));
    });
    server.listen(port, host, () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}
