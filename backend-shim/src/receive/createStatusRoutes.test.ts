import express from 'express';
import { createMetrics, registerSpoolGauges } from '../pipeline/metrics.ts';
import { createStatusRoutes } from './createStatusRoutes.ts';
import { listen } from './listen.ts';

async function get(path: string, checkSpool: () => Promise<void> = async () => undefined) {
  const { registry } = createMetrics();
  registerSpoolGauges(registry, { waiting: () => ({ bodies: 3, bytes: 99 }), deadLetters: () => 1 });
  const app = express().use(createStatusRoutes({ registry, checkSpool, databaseState: () => 'connecting' }));
  const { server, port } = await listen(app, '127.0.0.1', 0);
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, text: await response.text() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('status routes', () => {
  it('say that the process lives', async () => {
    expect((await get('/healthz')).status).toBe(200);
  });

  it('call the shim ready without a database, which they tell of', async () => {
    const { status, text } = await get('/readyz');
    expect([status, JSON.parse(text)]).toEqual([200, { spool: 'ok', database: 'connecting' }]);
  });

  it('call the shim unready when nothing can be kept', async () => {
    const { status, text } = await get('/readyz', () => Promise.reject(new Error('The spool is full.')));
    expect([status, JSON.parse(text)]).toEqual([503, { spool: 'The spool is full.', database: 'connecting' }]);
  });

  it('give the metrics to Prometheus', async () => {
    const { text } = await get('/metrics');
    expect(text).toContain('insights_spool_bodies 3');
    expect(text).toContain('insights_spool_bytes 99');
    expect(text).toContain('insights_dead_letters 1');
  });
});

describe('listen', () => {
  it('names the variables when the port is taken', async () => {
    const { server, port } = await listen(express(), '127.0.0.1', 0);
    await expect(listen(express(), '127.0.0.1', port)).rejects.toThrow(/INSIGHTS_PORT\): another program uses it/);
    server.close();
  });
});
