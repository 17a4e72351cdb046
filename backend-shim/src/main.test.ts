import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'a' } }] }] }] });

interface Shim {
  child: ChildProcess;
  directory: string;
  printed: () => string;
  ended: Promise<number | null>;
}

/** The real program, with a database that nobody listens for. */
function start(variables: NodeJS.ProcessEnv = {}): Shim {
  const directory = mkdtempSync(join(tmpdir(), 'insights-main-'));
  const child = spawn(process.execPath, [join(__dirname, 'main.ts')], {
    env: {
      PATH: process.env.PATH,
      INSIGHTS_PORT: '0',
      INSIGHTS_PORT_FILE: join(directory, 'port'),
      INSIGHTS_TOKEN: 'secret',
      INSIGHTS_DB_URL: 'mysql://root@127.0.0.1:1/insights',
      INSIGHTS_DATA_DIR: directory,
      ...variables,
    },
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, directory, printed: () => text, ended };
}

async function urlOf({ child, directory, printed }: Shim): Promise<string> {
  const file = join(directory, 'port');
  while (!existsSync(file)) {
    if (child.exitCode !== null) {
      throw new Error(printed());
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return `http://127.0.0.1:${readFileSync(file, 'utf8').trim()}`;
}

describe('the shim without a database', () => {
  it('acknowledges, keeps, tells what is missing, and ends in order', async () => {
    const shim = start();
    const url = await urlOf(shim);
    try {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer secret' };
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      expect((await fetch(`${url}/v1/logs`, { method: 'POST', body, headers })).status).toBe(200);
      const ready = await fetch(`${url}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([
        200,
        { spool: 'ok', database: expect.not.stringMatching(/^ok$/) },
      ]);
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('insights_spool_bodies 1');
      const stores = await fetch(`${url}/api/v1/stores`, { headers });
      expect([stores.status, await stores.json()]).toMatchObject([503, { error: { code: 'unavailable' } }]);
      const unknown = await fetch(`${url}/v1`, { method: 'POST', body, headers });
      expect([unknown.status, await unknown.json()]).toMatchObject([404, { error: { code: 'not_found' } }]);
    } finally {
      shim.child.kill('SIGTERM');
    }
    expect(await shim.ended).toBe(0);
    expect(shim.printed()).toContain('Stopped');
    expect(readdirSync(join(shim.directory, 'spool'))).toContainEqual(expect.stringMatching(/^\d+\.segment$/));
  }, 30_000);

  it.each([
    [{ INSIGHTS_DB_URL: '' }, 'INSIGHTS_DB_URL is not set'],
    [{ INSIGHTS_SPOOL_MAX: 'much' }, 'INSIGHTS_SPOOL_MAX must be a size'],
  ])(
    'ends with a sentence where the configuration is wrong: %j',
    async (variables, sentence) => {
      const shim = start(variables);
      expect(await shim.ended).toBe(1);
      expect(shim.printed()).toMatch(new RegExp(`^${sentence}[^\n]*\n$`));
    },
    30_000
  );
});
