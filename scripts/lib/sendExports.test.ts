import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CapturedExport } from './readCapture.ts';
import { sendExports } from './sendExports.ts';

const item = (n: number): CapturedExport => ({
  at: n,
  path: '/v1/traces',
  contentType: 'application/json',
  body: Buffer.from(JSON.stringify({ n })),
});

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

describe('sendExports', () => {
  let server: Server;
  let listener: RequestListener;
  let url: string;

  beforeEach(async () => {
    server = createServer((request, response) => listener(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('sends each body once, with its headers, in order when one at a time', async () => {
    const seen: string[] = [];
    listener = async (request, response) => {
      seen.push(`${request.url} ${request.headers['content-type']} ${request.headers['content-encoding'] ?? '-'}`);
      seen.push(await read(request));
      response.end('{}');
    };
    const items = [item(1), { ...item(2), path: '/v1/logs', contentEncoding: 'gzip' }];
    const summary = await sendExports(items, { url, concurrency: 1 });
    expect(seen).toEqual(['/v1/traces application/json -', '{"n":1}', '/v1/logs application/json gzip', '{"n":2}']);
    expect(summary).toMatchObject({ sent: 2, retries: 0, partial: 0, refused: [] });
  });

  it('shares one source between several workers without loss or repeat', async () => {
    const seen: string[] = [];
    listener = async (request, response) => {
      seen.push(await read(request));
      response.end();
    };
    async function* source() {
      for (let n = 0; n < 50; n++) {
        yield item(n);
      }
    }
    const summary = await sendExports(source(), { url, concurrency: 7 });
    expect(summary.sent).toBe(50);
    expect(new Set(seen).size).toBe(50);
  });

  it.each([429, 502, 503, 504])('tries again after %d and waits as long as it is told', async (status) => {
    let attempts = 0;
    listener = (request, response) => {
      request.resume();
      attempts += 1;
      response.writeHead(attempts < 3 ? status : 200, { 'retry-after': '0' }).end();
    };
    expect(await sendExports([item(1)], { url })).toMatchObject({ sent: 1, retries: 2, refused: [] });
  });

  it('tries again when the connection breaks', async () => {
    let attempts = 0;
    listener = (request, response) => {
      attempts += 1;
      if (attempts === 1) {
        request.socket.destroy();
      } else {
        response.end();
      }
    };
    expect(await sendExports([item(1)], { url })).toMatchObject({ sent: 1, retries: 1 });
  });

  it.each([400, 413, 415, 500])('takes %d for an answer and goes on with the next', async (status) => {
    listener = async (request, response) => {
      const bad = (await read(request)) === '{"n":1}';
      response.writeHead(bad ? status : 200).end(bad ? 'no such field' : '');
    };
    const summary = await sendExports([item(1), item(2)], { url });
    expect(summary).toMatchObject({ sent: 1, retries: 0 });
    expect(summary.refused).toEqual([{ at: 1, path: '/v1/traces', status, message: 'no such field' }]);
  });

  it('gives up when its patience is at an end', async () => {
    listener = (request, response) => {
      request.resume();
      response.writeHead(503, { 'retry-after': '3600' }).end();
    };
    const summary = await sendExports([item(1)], { url, patienceMs: 1_000 });
    expect(summary.refused).toMatchObject([{ status: 503 }]);
  });

  it('says when nobody answers', async () => {
    const summary = await sendExports([item(1)], { url: 'http://127.0.0.1:9', patienceMs: 50 });
    expect(summary.refused).toMatchObject([{ status: null }]);
  });

  it('counts partial successes', async () => {
    const answers = ['{"partialSuccess":{"rejectedSpans":"2"}}', '{"partialSuccess":{}}', '{}', ''];
    listener = (request, response) => {
      request.resume();
      response.end(answers.pop());
    };
    const summary = await sendExports([1, 2, 3, 4].map(item), { url });
    expect(summary).toMatchObject({ sent: 4, partial: 1 });
  });

  it('rejects when the source fails', async () => {
    listener = (request, response) => void (request.resume(), response.end());
    async function* source() {
      yield item(1);
      throw new Error('line 2: not JSON');
    }
    await expect(sendExports(source(), { url })).rejects.toThrow('line 2: not JSON');
  });
});
