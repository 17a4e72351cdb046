import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRunning } from './findRunning.ts';

describe('findRunning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'insights-running-'));
  const file = join(folder, 'token');
  const { INSIGHTS_TOKEN } = process.env;
  let server: Server;
  let port: number;
  let body: string;

  beforeEach(async () => {
    delete process.env.INSIGHTS_TOKEN;
    writeFileSync(file, 'ours\n');
    body = '{"status":"ok","version":"1.2.3"}';
    server = createServer((request, response) => {
      const isOurs = request.url === '/api/v1/health' && request.headers.authorization === 'Bearer ours';
      response.writeHead(isOurs ? 200 : 401).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));
  afterAll(() => {
    rmSync(folder, { recursive: true });
    Object.assign(process.env, INSIGHTS_TOKEN === undefined ? {} : { INSIGHTS_TOKEN });
  });

  it.each(['127.0.0.1', '0.0.0.0'])('knows the receiver of this token, listening on %s', async (host) => {
    expect(await findRunning(port, host, file)).toBe(`http://127.0.0.1:${port}`);
  });

  it('takes another token, another program, silence and a first start for none', async () => {
    writeFileSync(file, 'other');
    expect(await findRunning(port, '127.0.0.1', file)).toBeNull();
    writeFileSync(file, 'ours');
    body = '<html>';
    expect(await findRunning(port, '127.0.0.1', file)).toBeNull();
    body = '{}';
    expect(await findRunning(port, '127.0.0.1', file)).toBeNull();
    expect(await findRunning(1, '127.0.0.1', file)).toBeNull();
    expect(await findRunning(port, '127.0.0.1', join(folder, 'missing'))).toBeNull();
  });
});
