import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { choosePort } from '../scripts/lib/choosePort.ts';

/** The command lines of all processes that know the folder, by argument or environment. */
async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
      const [command, environment] = await Promise.all([read('cmdline'), read('environ')]);
      return (command + environment).includes(folder) ? [command.replaceAll('\0', ' ')] : [];
    })
  );
  return found.flat();
}

(process.platform === 'linux' ? describe : describe.skip)('npm start', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;
  let child: ChildProcess;
  let printed: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'insights-start-'));
    const port = await choosePort(undefined);
    const pagePort = await choosePort(undefined);
    const { INSIGHTS_DB_URL: _, ...rest } = process.env;
    env = {
      ...rest,
      INSIGHTS_HOME: folder,
      INSIGHTS_PORT: String(port),
      INSIGHTS_PREVIEW_PORT: String(pagePort),
      INSIGHTS_GRAFANA: 'off',
      INSIGHTS_DEMO_RATE: '2',
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** As from a terminal: the leader of a process group. */
  function start(): Promise<number | null> {
    printed = '';
    child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/start.ts'], { env, detached: true });
    child.stdout!.on('data', (chunk) => (printed += chunk));
    child.stderr!.on('data', (chunk) => (printed += chunk));
    return new Promise((resolve) => child.once('exit', resolve));
  }

  async function untilOpen(exited: Promise<unknown>): Promise<string> {
    let ended = false;
    void exited.then(() => (ended = true));
    for (;;) {
      const address = /^Open (\S+)$/m.exec(printed)?.[1];
      if (address) {
        return address;
      }
      if (ended) {
        throw new Error(`It ended:\n${printed}`);
      }
      await sleep(100);
    }
  }

  it('shows pages with data, and Ctrl-C leaves nothing behind', async () => {
    const exited = start();
    const address = await untilOpen(exited);
    expect((await fetch(address)).status).toBe(200);
    const token = (await readFile(join(folder, 'token'), 'utf8')).trim();
    const status = await fetch(`http://127.0.0.1:${env.INSIGHTS_PORT}/api/v1/status`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await status.json()).toMatchObject({ lastReceived: { traces: expect.any(Number) }, deadLetters: 0 });
    expect((await processesOf(folder)).length).toBeGreaterThanOrEqual(4);

    process.kill(-child.pid!, 'SIGINT');
    expect(await exited).toBe(0);
    expect(await processesOf(folder)).toEqual([]);
  });

  it('keeps data and token at the second start, and ends with a failure when the receiver dies', async () => {
    const token = await readFile(join(folder, 'token'), 'utf8');
    const exited = start();
    await untilOpen(exited);
    expect(await readFile(join(folder, 'token'), 'utf8')).toBe(token);
    expect(printed).not.toContain("hour of the demo store's past");

    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    for (const pid of pids) {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
      if ((await read('cmdline')).includes('backend-shim/src/main.ts') && (await read('environ')).includes(folder)) {
        process.kill(Number(pid), 'SIGKILL');
      }
    }
    expect(await exited).toBe(1);
    expect(printed).toContain('The receiver ended by itself');
    expect(await processesOf(folder)).toEqual([]);
  });

  it('says which port is taken and how to choose another', async () => {
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(Number(env.INSIGHTS_PORT), '127.0.0.1', resolve));
    expect(await start()).toBe(1);
    expect(printed).toContain(`Port ${env.INSIGHTS_PORT}`);
    expect(printed).toContain('INSIGHTS_PORT=');
    await new Promise((resolve) => other.close(resolve));
  });

  it('says that it is running already', async () => {
    const first = start();
    await untilOpen(first);
    const running = child;
    expect(await start()).toBe(1);
    expect(printed).toContain(`already running: its receiver is at http://127.0.0.1:${env.INSIGHTS_PORT}`);
    process.kill(-running.pid!, 'SIGTERM');
    expect(await first).toBe(0);
    expect(await processesOf(folder)).toEqual([]);
  });
});
