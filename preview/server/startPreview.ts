import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPreviewApp } from './createPreviewApp.ts';
import type { PreviewOptions } from './PreviewOptions.ts';

export interface Preview {
  /** Without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the built plugin and the built preview bundle (see buildPreview).
 * @throws Error when the plugin is not built or the port is taken.
 */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const server = createServer(createPreviewApp(options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${options.host === '0.0.0.0' ? '127.0.0.1' : name}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function explain(error: NodeJS.ErrnoException, { host, port }: PreviewOptions): Error {
  return error.code === 'EADDRINUSE'
    ? new Error(`Port ${port} on ${host} is taken: set INSIGHTS_PREVIEW_PORT to another one.`)
    : error;
}
