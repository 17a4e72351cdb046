import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ShimOptions {
  dbUrl: string;
  /** Spool and other files of the shim; created when missing. */
  dataDir: string;
  /** 0 or absent for any free one. */
  port?: number;
  /** What the query API asks for; a random one when absent. */
  token?: string;
  /** More environment variables. */
  env?: Record<string, string>;
  /** Takes what the shim prints; by default it is kept and told only when the start fails. */
  log?: (text: string) => void;
  /** How long the start may take, ms; 60,000 by default. */
  patienceMs?: number;
  /**
   * Do not wait until the database is there: resolve as soon as exports are accepted.
   * By default the shim has to be ready to answer queries.
   */
  acceptOnly?: boolean;
}

export interface Shim {
  url: string;
  port: number;
  token: string;
  pid: number;
  dataDir: string;
  /** Resolves when the process has ended, with its exit code (null after a signal). */
  exited: Promise<number | null>;
  /** Ends it as an operator would; resolves when it has ended. */
  stop(): Promise<number | null>;
  /** Ends it as a crash would (`kill -9`). */
  kill(): Promise<void>;
}

/** Scripts and tests are always run from the project's folder by npm. */
const program = join(process.cwd(), 'backend-shim', 'src', 'main.ts');

/**
 * Starts the shim as a child process and waits until it is ready.
 * @throws Error with what the shim printed when it ends or is not ready in time
 */
export async function startShim(options: ShimOptions): Promise<Shim> {
  const token = options.token ?? randomBytes(24).toString('hex');
  const portFile = join(options.dataDir, `port-${randomBytes(4).toString('hex')}`);
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      // As in the image: each thread's own arenas of glibc's keep memory that was freed.
      MALLOC_ARENA_MAX: '2',
      ...process.env,
      INSIGHTS_PORT: String(options.port ?? 0),
      INSIGHTS_PORT_FILE: portFile,
      INSIGHTS_TOKEN: token,
      INSIGHTS_DB_URL: options.dbUrl,
      INSIGHTS_DATA_DIR: options.dataDir,
      ...options.env,
    },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const printed = collectOutput(child, options.log);
  const state = { ended: false };
  void exited.then(() => (state.ended = true));

  const patience = AbortSignal.timeout(options.patienceMs ?? 60_000);
  try {
    const port = await waitFor(() => readPort(portFile), state, patience);
    const url = `http://127.0.0.1:${port}`;
    await waitFor(() => isOk(`${url}/readyz`, token), state, patience);
    if (!options.acceptOnly) {
      await waitFor(() => isOk(`${url}/api/v1/status`, token), state, patience);
    }
    await rm(portFile, { force: true });
    const end = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      return exited;
    };
    const { dataDir } = options;
    const kill = async () => void (await end('SIGKILL'));
    return { url, port, token, pid: child.pid!, dataDir, exited, stop: () => end('SIGTERM'), kill };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`The shim did not start: ${(error as Error).message}\n${printed()}`.trimEnd());
  }
}

function collectOutput(child: ChildProcess, log?: (text: string) => void): () => string {
  let kept = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      kept = (kept + text).slice(-8_000);
      log?.(text);
    });
  }
  return () => kept;
}

async function waitFor<T>(
  attempt: () => Promise<T | undefined>,
  state: { ended: boolean },
  patience: AbortSignal
): Promise<T> {
  for (;;) {
    const result = await attempt();
    if (result !== undefined) {
      return result;
    }
    if (state.ended) {
      throw new Error('it ended at once.');
    }
    if (patience.aborted) {
      throw new Error('it was not ready in time.');
    }
    await sleep(50);
  }
}

async function readPort(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^\d+\s*$/.test(text) ? Number(text) : undefined;
}

async function isOk(url: string, token: string): Promise<true | undefined> {
  const ok = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).then(
    async (response) => (await response.arrayBuffer(), response.ok),
    () => false
  );
  return ok ? true : undefined;
}
