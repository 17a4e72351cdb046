import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A MySQL or MariaDB server that is installed here. */
export interface DatabaseServer {
  flavour: 'mariadb' | 'mysql';
  /** What the server tells of itself, such as `10.11.19-MariaDB`. */
  version: string;
  /** Paths of the programs. */
  server: string;
  /** Null for MySQL, whose server initialises its folder itself. */
  installer: string | null;
}

/** Where packages put servers, beyond what a user's PATH names. */
const folders = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/usr/local/bin',
  '/usr/bin',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
];

const run = promisify(execFile);

/** The installed server, MariaDB before MySQL; null when there is none. */
export async function findDatabase(): Promise<DatabaseServer | null> {
  for (const name of ['mariadbd', 'mysqld']) {
    const server = await findProgram(name);
    const found = server && (await identify(server));
    if (found) {
      return found;
    }
  }
  return null;
}

/**
 * The installed server; where there is none and this process may install packages (root on Debian or Ubuntu),
 * installs one. The `-core` packages hold the programs alone, so no system service is started.
 * @throws Error that says what to install.
 */
export async function findOrInstallDatabase(log: (line: string) => void): Promise<DatabaseServer> {
  const found = await findDatabase();
  if (found) {
    return found;
  }
  if (process.getuid?.() !== 0 || !(await findProgram('apt-get'))) {
    throw new Error(missing);
  }
  log('No database server is installed: installing one (about a minute) ...');
  await aptGet(log, 'update');
  for (const packages of [['mariadb-server-core', 'mariadb-client-core'], ['mysql-server-core-8.0']]) {
    if (await aptGet(log, 'install', '-y', '--no-install-recommends', ...packages)) {
      const installed = await findDatabase();
      if (installed) {
        return installed;
      }
    }
  }
  throw new Error(`The package manager could not install a database server. ${missing}`);
}

const missing =
  'No MariaDB or MySQL server was found. Install one (Debian, Ubuntu: "apt-get install mariadb-server"; ' +
  'macOS: "brew install mariadb"), or name a running one in INSIGHTS_DB_URL, ' +
  'such as mysql://user:password@127.0.0.1:3306/maho_insights.';

async function identify(server: string): Promise<DatabaseServer | null> {
  const { stdout } = await run(server, ['--no-defaults', '--version']).catch(() => ({ stdout: '' }));
  const version = /\bVer (\S+)/.exec(stdout)?.[1];
  if (!version) {
    return null;
  }
  // Debian's MariaDB brings a `mysqld` of its own: what a program is, only the program tells.
  if (!/mariadb/i.test(stdout)) {
    return { flavour: 'mysql', version, server, installer: null };
  }
  const installer = (await findProgram('mariadb-install-db')) ?? (await findProgram('mysql_install_db'));
  return installer === null ? null : { flavour: 'mariadb', version, server, installer };
}

async function findProgram(name: string): Promise<string | null> {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...folders]) {
    const path = join(folder, name);
    if (
      folder &&
      (await access(path, constants.X_OK).then(
        () => true,
        () => false
      ))
    ) {
      return path;
    }
  }
  return null;
}

function aptGet(log: (line: string) => void, ...args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('apt-get', ['-q', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const tell = (chunk: Buffer) => {
      for (const line of chunk
        .toString()
        .split('\n')
        .filter((l) => /^(Get|Unpacking|Setting up|E:|W:)/.test(l))) {
        log(`  ${line}`);
      }
    };
    child.stdout.on('data', tell);
    child.stderr.on('data', tell);
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
