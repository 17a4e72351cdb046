import { createServer } from 'node:net';

/**
 * A free TCP port on 127.0.0.1: `wanted` if given, else `before` if still free, else one below 32768, where
 * ephemeral ports begin (one of those could be taken by any outgoing connection).
 * @throws Error when `wanted` is taken.
 */
export async function choosePort(wanted: number | undefined, before?: number): Promise<number> {
  if (wanted) {
    if (!(await isFree(wanted))) {
      throw new Error(`Port ${wanted} is taken by another program.`);
    }
    return wanted;
  }
  if (before && (await isFree(before))) {
    return before;
  }
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error('No free port was found between 20000 and 32000.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => settle(true)));
  });
}
