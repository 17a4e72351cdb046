import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import mysql from 'mysql2/promise';
import { choosePort } from './choosePort.ts';
import { findOrInstallDatabase, type DatabaseServer } from './findDatabase.ts';
import { commandOf, endProcess, isAlive } from './serverProcess.ts';

export interface DatabaseOptions {
  /** Created when missing; holds the server's files, socket, log and password. Its data survive every start. */
  dataDir: string;
  /** TCP port on 127.0.0.1; absent or 0 for the one used before, else a free one below 32768. */
  port?: number;
  /** Takes progress, a line at a time. */
  log?: (line: string) => void;
}

export interface Database {
  /** `mysql://` URL of the schema `maho_insights`; its user may create any schema whose name begins with that. */
  url: string;
  version: string;
  pid: number;
  /** Ends the server cleanly and waits for it; leaves alone a server that another live process started. */
  stop(): Promise<void>;
}

/** Kept in `server.json`, so that the next start knows what this one did. */
interface State {
  flavour: DatabaseServer['flavour'];
  password: string;
  port: number;
  socket: string;
  /** The process that started the server last. */
  owner: number;
}

interface Paths {
  dataDir: string;
  files: string;
  pidFile: string;
  log: string;
  state: string;
}

const schema = 'maho_insights';
const user = 'insights';
/** macOS has 103, Linux 107. */
const longestSocketPath = 100;
const startLimitMs = 120_000;
const run = promisify(execFile);

/**
 * Starts a private MariaDB or MySQL on a folder as a child of this process, initialising the folder the first time.
 * A server that was left running on the folder is used as it is; after a crash, InnoDB recovers.
 * @throws Error that says what to do: no server installed, port taken, folder of another kind of server.
 */
export async function startDatabase(options: DatabaseOptions): Promise<Database> {
  const log = options.log ?? (() => {});
  const paths = pathsOf(resolve(options.dataDir));
  await mkdir(paths.dataDir, { recursive: true, mode: 0o700 });
  const known = await readState(paths);
  const running = known && (await findRunning(paths, known, log));
  if (running) {
    return running;
  }
  const server = await findOrInstallDatabase(log);
  if (known && existsSync(paths.files) && known.flavour !== server.flavour) {
    throw new Error(
      `${paths.dataDir} was written by ${known.flavour}, but the server found here is ${server.flavour} (${server.server}). ` +
        `Install ${known.flavour} again, or choose another data folder.`
    );
  }
  if (options.port) {
    await choosePort(options.port);
  }
  if (!existsSync(paths.files)) {
    log(`Creating a ${server.flavour} ${server.version} database in ${paths.dataDir} ...`);
    await initialise(server, paths);
  }
  for (let attempt = 1; ; attempt++) {
    const state: State = {
      flavour: server.flavour,
      password: known?.password ?? randomBytes(18).toString('base64url'),
      port: await choosePort(options.port, attempt === 1 ? known?.port : undefined),
      socket: await chooseSocket(paths),
      owner: process.pid,
    };
    await writeFile(paths.state, JSON.stringify(state, null, 2), { mode: 0o600 });
    try {
      return await launch(server, paths, state);
    } catch (error) {
      // Another process may have taken the port since it was found free.
      if (options.port || attempt === 3 || !/address already in use/i.test(String(error))) {
        throw error;
      }
    }
  }
}

function pathsOf(dataDir: string): Paths {
  return {
    dataDir,
    files: join(dataDir, 'files'),
    pidFile: join(dataDir, 'server.pid'),
    log: join(dataDir, 'server.log'),
    state: join(dataDir, 'server.json'),
  };
}

async function readState(paths: Paths): Promise<State | null> {
  return readFile(paths.state, 'utf8').then(
    (text) => JSON.parse(text) as State,
    () => null
  );
}

/** A crash in the middle must not leave a folder that looks complete: initialised beside, then renamed. */
async function initialise(server: DatabaseServer, paths: Paths): Promise<void> {
  const files = `${paths.files}.new`;
  await rm(files, { recursive: true, force: true });
  await mkdir(files, { mode: 0o700 });
  const common = ['--no-defaults', `--datadir=${files}`, ...runAs()];
  // Forced, since it would refuse on a machine whose own name is in no name service; only 127.0.0.1 connects.
  const [program, args] = server.installer
    ? [server.installer, [...common, '--force', '--auth-root-authentication-method=normal', '--skip-test-db']]
    : [server.server, [...common, '--initialize-insecure']];
  await run(program, args, { maxBuffer: 1 << 24 }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(
      `${program} could not create a database in ${files}:\n${error.stdout ?? ''}${error.stderr ?? error}`
    );
  });
  await rename(files, paths.files);
}

/** Both servers refuse to run as root unless told to. */
function runAs(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [`--user=${userInfo().username}`];
}

async function chooseSocket(paths: Paths): Promise<string> {
  const socket = join(paths.dataDir, 'server.sock');
  if (Buffer.byteLength(socket) <= longestSocketPath) {
    return socket;
  }
  const folder = await mkdtemp(join(tmpdir(), 'insights-db-'));
  await chmod(folder, 0o700);
  return join(folder, 's');
}

async function launch(server: DatabaseServer, paths: Paths, state: State): Promise<Database> {
  const output = openSync(paths.log, 'w', 0o600);
  const args = [
    '--no-defaults',
    ...runAs(),
    `--datadir=${paths.files}`,
    `--socket=${state.socket}`,
    `--pid-file=${paths.pidFile}`,
    `--port=${state.port}`,
    '--bind-address=127.0.0.1',
    // Accounts are then told apart by address: root has one for the socket alone.
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--default-time-zone=+00:00',
    '--innodb-buffer-pool-size=256M',
    '--max-allowed-packet=64M',
    '--skip-log-bin',
    '--performance-schema=OFF',
    ...(server.flavour === 'mysql' ? ['--mysqlx=OFF'] : []),
  ];
  // In a process group of its own, so that Ctrl-C reaches it only through whoever started it.
  const child = spawn(server.server, args, { stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  child.unref();
  const endWithUs = () => void child.kill('SIGTERM');
  process.once('exit', endWithUs);
  child.once('exit', () => process.removeListener('exit', endWithUs));
  try {
    await untilReady(child, state, paths);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const pid = child.pid as number;
  return { url: urlOf(state), version: server.version, pid, stop: () => endProcess(pid, child) };
}

async function untilReady(child: ChildProcess, state: State, paths: Paths): Promise<void> {
  let ended = '';
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `it ended with ${signal ?? `code ${code}`}`));
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    if (ended || Date.now() > deadline) {
      const tail = await readFile(paths.log, 'utf8').then(
        (text) => text.trimEnd().split('\n').slice(-15).join('\n'),
        () => ''
      );
      throw new Error(
        `The database server did not start: ${ended || 'it took too long'}. Its log (${paths.log}) says:\n${tail}`
      );
    }
    const connection = await connectAsRoot(state);
    if (connection) {
      await prepare(connection, state).finally(() => connection.end());
      return;
    }
    await sleep(50);
  }
}

async function connectAsRoot(state: State): Promise<mysql.Connection | null> {
  return mysql.createConnection({ socketPath: state.socket, user: 'root', connectTimeout: 5_000 }).catch(() => null);
}

/** Null while the server starts or ends. */
async function askVersion(state: State): Promise<string | null> {
  const connection = await connectAsRoot(state);
  const answer = connection?.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
  return (
    answer
      ?.then(
        ([[row]]) => row.version as string,
        () => null
      )
      .finally(() => connection?.destroy()) ?? null
  );
}

async function prepare(connection: mysql.Connection, state: State): Promise<void> {
  const password = connection.escape(state.password);
  const [roots] = await connection.query<mysql.RowDataPacket[]>(
    "SELECT User AS user, Host AS host FROM mysql.user WHERE User IN ('root', '')"
  );
  for (const root of roots.filter((row) => row.host !== 'localhost')) {
    await connection.query(`DROP USER ${connection.escape(root.user)}@${connection.escape(root.host)}`);
  }
  await connection.query(`CREATE DATABASE IF NOT EXISTS ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  await connection.query(`CREATE USER IF NOT EXISTS '${user}'@'127.0.0.1' IDENTIFIED BY ${password}`);
  await connection.query(`ALTER USER '${user}'@'127.0.0.1' IDENTIFIED BY ${password}`);
  await connection.query(`GRANT ALL PRIVILEGES ON \`maho\\_insights%\`.* TO '${user}'@'127.0.0.1'`);
}

function urlOf(state: State): string {
  return `mysql://${user}:${state.password}@127.0.0.1:${state.port}/${schema}`;
}

/** A server that runs on the folder already: left behind by a killed process, or another process's own. */
async function findRunning(paths: Paths, state: State, log: (line: string) => void): Promise<Database | null> {
  const pid = Number(await readFile(paths.pidFile, 'utf8').catch(() => ''));
  // Process ids are used again: after a reboot another program may have the one in the file.
  if (!pid || !(await commandOf(pid)).includes(`--datadir=${paths.files}`)) {
    return null;
  }
  for (const deadline = Date.now() + startLimitMs; isAlive(pid) && Date.now() < deadline; await sleep(100)) {
    const version = await askVersion(state);
    if (!version) {
      continue;
    }
    const foreign = state.owner !== process.pid && isAlive(state.owner);
    log(
      foreign
        ? `Using the database server (process ${pid}) that process ${state.owner} started on ${paths.dataDir}.`
        : `Taking over the database server (process ${pid}) that was left running on ${paths.dataDir}.`
    );
    if (!foreign) {
      await writeFile(paths.state, JSON.stringify({ ...state, owner: process.pid }, null, 2), { mode: 0o600 });
    }
    return { url: urlOf(state), version, pid, stop: foreign ? async () => {} : () => endProcess(pid) };
  }
  if (isAlive(pid)) {
    throw new Error(
      `A database server (process ${pid}) holds ${paths.dataDir} but does not answer: end it, then start again.`
    );
  }
  return null;
}
