import { createServer } from 'node:net';

/**
 * @param variable - the environment variable that chooses the port
 * @throws Error that names the port and how to choose another
 */
export function assertPortFree(port: number, host: string, what: string, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.message})`;
      reject(
        new Error(`Port ${port}, meant for ${what}, ${reason}. Choose another: ${variable}=${port + 1} npm start`)
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
