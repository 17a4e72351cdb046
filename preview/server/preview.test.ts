import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPreview, type Preview } from './startPreview.ts';

interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const root = mkdtempSync(join(tmpdir(), 'preview-'));
let shim: Server;
let shimUrl: string;
let answer: { status: number; body: string };
let received: Received[];
let preview: Preview;

const port = (server: Server) => (server.address() as AddressInfo).port;
const post = (path: string, body: unknown, headers = {}) =>
  fetch(preview.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

beforeAll(async () => {
  const manifest = { id: 'maho-insights-app', type: 'app', name: 'A</script>', info: { logos: {}, version: '1' } };
  mkdirSync(join(root, 'dist', 'datasource'), { recursive: true });
  writeFileSync(join(root, 'dist', 'module.js'), 'define([], () => ({}))');
  writeFileSync(join(root, 'dist', 'plugin.json'), JSON.stringify(manifest));
  const datasource = { ...manifest, id: 'maho-insights-datasource', type: 'datasource' };
  writeFileSync(join(root, 'dist', 'datasource', 'plugin.json'), JSON.stringify(datasource));

  shim = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  }).listen(0, '127.0.0.1');
  await once(shim, 'listening');
  shimUrl = `http://127.0.0.1:${port(shim)}`;
  preview = await startPreview({ insightsUrl: shimUrl, token: 'secret', port: 0, host: '127.0.0.1', root });
});

afterAll(async () => {
  await preview.close();
  shim.close();
  rmSync(root, { recursive: true });
});

beforeEach(() => {
  answer = { status: 200, body: '{"frames":[{"schema":{"fields":[]},"data":{"values":[]}}]}' };
  received = [];
});

describe('queries', () => {
  const body = (...queries: object[]) => ({ queries, from: '1000', to: '61000' });

  it('go to the shim as the bridge sends them', async () => {
    const query = { refId: 'A', queryType: 'orders', intervalMs: 15_000, maxDataPoints: 43_200 };
    const response = await post('/api/ds/query', body(query), { cookie: 'preview_role=Viewer; preview_login=ann' });

    expect(await response.json()).toEqual({
      results: { A: { status: 200, frames: [{ schema: { refId: 'A', fields: [] }, data: { values: [] } }] } },
    });
    const [{ method, url, headers, body: sent }] = received;
    expect([method, url]).toEqual(['POST', '/api/v1/query']);
    expect(headers).toMatchObject({
      authorization: 'Bearer secret',
      'x-insights-login': 'ann',
      'x-insights-role': 'Viewer',
    });
    expect(JSON.parse(sent)).toEqual({
      query,
      range: { from: 1000, to: 61_000 },
      intervalMs: 15_000,
      maxDataPoints: 10_000,
      fromAlert: false,
    });
  });

  it('that the shim refuses keep its status and its words', async () => {
    answer = { status: 404, body: '{"error":{"code":"not_found","message":"No trace of this id is stored."}}' };
    const response = await post('/api/ds/query', body({ refId: 'A' }));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      results: { A: { status: 404, error: 'No trace of this id is stored.', errorSource: 'downstream' } },
    });
  });

  it('that something else than the shim answers say so', async () => {
    answer = { status: 502, body: '<html>' };
    const response = await post('/api/ds/query', body({ refId: 'A' }));
    const { results } = (await response.json()) as { results: { A: { error: string } } };
    expect(results.A.error).toContain('answered 502');
  });

  it.each([[{}], [{ queries: [], from: '1', to: '2' }], [{ queries: [{ refId: 'A' }], from: 'now-1h', to: 'now' }]])(
    'without what they need are refused: %j',
    async (incomplete) => {
      expect((await post('/api/ds/query', incomplete)).status).toBe(400);
      expect(received).toEqual([]);
    }
  );
});

describe('resources', () => {
  const resource = (path: string) => `${preview.url}/api/datasources/uid/maho-insights/resources/${path}`;

  it('pass method, path, query and body, and the answer back', async () => {
    answer = { status: 403, body: '{"error":{"code":"forbidden","message":"Viewers may not."}}' };
    const response = await fetch(resource('problems/0a1b/status?x=%2F'), {
      method: 'PUT',
      body: '{"status":"resolved"}',
      headers: { 'content-type': 'application/json', cookie: 'preview_role=Viewer' },
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { message: 'Viewers may not.' } });
    expect(received[0]).toMatchObject({
      method: 'PUT',
      url: '/api/v1/problems/0a1b/status?x=%2F',
      body: '{"status":"resolved"}',
    });
  });

  it.each(['..%2Fv1%2Ftraces', 'problems/%2e%2e%2fx', 'a%20b', 'a%5Cb'])(
    'never leave the query API: %s',
    async (path) => {
      expect((await fetch(resource(path))).status).toBe(400);
      expect(received).toEqual([]);
    }
  );
});

describe('health', () => {
  const check = async () => (await fetch(`${preview.url}/api/datasources/uid/maho-insights/health`)).json();

  it('tells the version', async () => {
    answer.body = '{"version":"1.2.3"}';
    expect(await check()).toEqual({ status: 'OK', message: 'Connected to Insights 1.2.3.' });
  });

  it('tells what is wrong', async () => {
    answer = { status: 503, body: '{"error":{"code":"unavailable","message":"The database is away."}}' };
    expect(await check()).toEqual({ status: 'ERROR', message: 'The database is away.' });
  });
});

it('says what to do when the shim is not there', async () => {
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  const insightsUrl = `http://127.0.0.1:${port(gone)}`;
  await new Promise((resolve) => gone.close(resolve));
  const alone = await startPreview({ insightsUrl, token: 'secret', port: 0, host: '127.0.0.1', root });
  const response = await fetch(`${alone.url}/api/datasources/uid/maho-insights/resources/stores`);
  await alone.close();
  expect(response.status).toBe(502);
  expect(await response.json()).toEqual({
    error: {
      code: 'unavailable',
      message: `Insights' receiver at ${insightsUrl} cannot be reached: connection refused. Is it running?`,
    },
  });
});

describe('the page', () => {
  it('is given the role, login and theme asked for, and keeps them', async () => {
    const page = await fetch(`${preview.url}/a/maho-insights-app?role=Viewer&login=ann&theme=light`);
    const html = await page.text();
    expect(html).toContain('"orgRole":"Viewer"');
    expect(html).toContain('"login":"ann"');
    expect(html).toContain('"theme":"light"');
    expect(page.headers.getSetCookie()).toContain('preview_role=Viewer; Path=/; SameSite=Lax');
  });

  it('is an Admin by default, and whoever asks for a role that there is not', async () => {
    const html = await (await fetch(`${preview.url}/explore?role=Root&login=%3Cscript%3E`)).text();
    expect(html).toContain('"orgRole":"Admin"');
    expect(html).toContain('"login":"preview"');
  });

  it('cannot be ended by a name', async () => {
    expect(await (await fetch(`${preview.url}/explore`)).text()).not.toContain('A</script>');
  });

  it('is not served to another name than this machine', async () => {
    const { hostname, port: number } = new URL(preview.url);
    const { get } = await import('node:http');
    const status = await new Promise((resolve) =>
      get({ hostname, port: number, path: '/explore', headers: { host: 'evil.example' } }, (r) => resolve(r.statusCode))
    );
    expect(status).toBe(403);
  });

  it('is not what a missing file or API answers', async () => {
    expect((await fetch(`${preview.url}/public/plugins/other/module.js`)).status).toBe(404);
    expect((await fetch(`${preview.url}/api/alerts`)).status).toBe(404);
  });
});

it('refuses to start without a built plugin', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'preview-'));
  const options = { insightsUrl: shimUrl, token: 'secret', port: 0, host: '127.0.0.1', root: empty };
  await expect(startPreview(options)).rejects.toThrow('npm run build');
  rmSync(empty, { recursive: true });
});

it('says that its port is taken', async () => {
  const options = { insightsUrl: shimUrl, token: 'secret', port: port(shim), host: '127.0.0.1', root };
  await expect(startPreview(options)).rejects.toThrow('INSIGHTS_PREVIEW_PORT');
});

test("an app's settings are read by everybody, written by administrators, and kept", async () => {
  const path = '/api/plugins/maho-insights-app/settings';
  const read = async () => (await fetch(preview.url + path)).json();
  expect(await read()).toMatchObject({ enabled: true, jsonData: {} });
  const settings = { enabled: true, pinned: false, jsonData: { editorUrl: 'https://example.org/{path}' } };
  expect((await post(path, settings, { cookie: 'preview_role=Editor' })).status).toBe(403);
  expect(await read()).toMatchObject({ jsonData: {} });
  expect((await post(path, settings, { cookie: 'preview_role=Admin' })).status).toBe(200);
  expect(await read()).toMatchObject(settings);
});
