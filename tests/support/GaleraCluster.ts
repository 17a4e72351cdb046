import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import mysql from 'mysql2/promise';
import { choosePort } from '../../scripts/lib/choosePort.ts';
import { findDatabase } from '../../scripts/lib/findDatabase.ts';

const libraries = ['/usr/lib/galera/libgalera_smm.so', '/usr/lib64/galera-4/libgalera_smm.so'];
/** Not root: the program that hands over what a node missed gives up root's rights by itself, and then may write nothing. */
const user = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
const startLimitMs = 60_000;
const run = promisify(execFile);

interface Node {
  folder: string;
  port: number;
  /** The cluster's own traffic; the two ports after it take what a joining node missed. */
  groupPort: number;
  process: ChildProcess | null;
}

/** Three MariaDB servers on this machine that replicate to one another. */
export class GaleraCluster {
  readonly #folder: string;
  readonly #server: string;
  readonly #library: string;
  readonly #nodes: Node[];

  private constructor(folder: string, server: string, library: string, nodes: Node[]) {
    this.#folder = folder;
    this.#server = server;
    this.#library = library;
    this.#nodes = nodes;
  }

  /** What is missing to run a cluster here; null when nothing is. Not a promise: tests are chosen before any runs. */
  static missing(): string | null {
    if (!libraries.some((file) => existsSync(file))) {
      return 'Galera is not installed (Debian: apt-get install mariadb-server-core galera-4 rsync)';
    }
    const path = `${process.env.PATH}:/usr/sbin`;
    const absent = ['mariadbd', 'wsrep_sst_rsync', 'rsync'].filter(
      (program) => !path.split(':').some((folder) => existsSync(join(folder, program)))
    );
    return absent.length === 0 ? null : `${absent.join(' and ')} not installed`;
  }

  static async start(): Promise<GaleraCluster> {
    const database = (await findDatabase())!;
    const folder = await mkdtemp(join(tmpdir(), 'insights-galera-'));
    await chmod(folder, 0o755);
    const nodes: Node[] = [];
    for (const name of ['1', '2', '3']) {
      nodes.push({
        folder: join(folder, name),
        port: await choosePort(0),
        groupPort: await choosePort(0),
        process: null,
      });
    }
    const library = libraries.find((file) => existsSync(file))!;
    const cluster = new GaleraCluster(folder, database.server, library, nodes);
    try {
      await cluster.#create(database.installer!);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  get ports(): number[] {
    return this.#nodes.map(({ port }) => port);
  }

  url(port: number): string {
    return `mysql://insights:insights@127.0.0.1:${port}/maho_insights`;
  }

  /** Ends a node as a power cut would, as far as its process goes. */
  async kill(index: number): Promise<void> {
    await end(this.#nodes[index], 'SIGKILL');
  }

  /** Starts a killed node again: it takes from the others what it missed. */
  async rejoin(index: number): Promise<void> {
    const node = this.#nodes[index];
    const { stderr, stdout } = await run(this.#server, [
      ...this.#arguments(node),
      `--wsrep-cluster-address=${this.#members()}`,
      '--wsrep-recover',
    ]);
    const log = await readFile(join(node.folder, 'log'), 'utf8').catch(() => '');
    const position = /Recovered position: (\S+)/.exec(`${stdout}${stderr}${log}`)?.[1];
    await this.#launch(node, this.#members(), position ? [`--wsrep-start-position=${position}`] : []);
  }

  /** How many nodes the cluster has, as one of them tells. */
  async size(index: number): Promise<number> {
    const connection = await mysql.createConnection(this.url(this.#nodes[index].port));
    const [rows] = await connection.query<mysql.RowDataPacket[]>("SHOW STATUS LIKE 'wsrep_cluster_size'");
    await connection.end();
    return Number(rows[0]?.Value);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => end(node, 'SIGKILL')));
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** One server is filled and ended; copies of its files are a cluster whose members have nothing to tell one another. */
  async #create(installer: string): Promise<void> {
    const [first, ...others] = this.#nodes;
    const common = ['--no-defaults', `--datadir=${first.folder}`, `--user=${user}`];
    await run(installer, [...common, '--force', '--auth-root-authentication-method=normal', '--skip-test-db']);
    await this.#launch(first, 'gcomm://', ['--wsrep-new-cluster']);
    const connection = await mysql.createConnection({ socketPath: socketOf(first), user: 'root' });
    await connection.query('CREATE DATABASE maho_insights CHARACTER SET utf8mb4');
    await connection.query("CREATE USER insights@'127.0.0.1' IDENTIFIED BY 'insights'");
    await connection.query("GRANT ALL PRIVILEGES ON maho_insights.* TO insights@'127.0.0.1'");
    await connection.end();
    await end(first, 'SIGTERM');
    for (const node of others) {
      // With its owner.
      await run('cp', ['-a', first.folder, node.folder]);
    }
    await this.#launch(first, 'gcomm://', ['--wsrep-new-cluster']);
    for (const node of others) {
      await this.#launch(node, this.#members());
    }
  }

  #members(): string {
    return `gcomm://${this.#nodes.map(({ groupPort }) => `127.0.0.1:${groupPort}`).join(',')}`;
  }

  #arguments({ folder, port, groupPort }: Node): string[] {
    return [
      '--no-defaults',
      `--user=${user}`,
      `--datadir=${folder}`,
      `--socket=${socketOf({ folder })}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--character-set-server=utf8mb4',
      '--innodb-buffer-pool-size=64M',
      '--max-allowed-packet=64M',
      // What Galera asks for.
      '--binlog-format=ROW',
      '--innodb-autoinc-lock-mode=2',
      '--wsrep-on=ON',
      `--wsrep-provider=${this.#library}`,
      `--wsrep-node-address=127.0.0.1:${groupPort}`,
      '--wsrep-sst-method=rsync',
      `--wsrep-sst-receive-address=127.0.0.1:${groupPort + 2}`,
      `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${groupPort};ist.recv_addr=127.0.0.1:${groupPort + 1}`,
    ];
  }

  async #launch(node: Node, members: string, more: string[] = []): Promise<void> {
    const output = openSync(join(node.folder, 'log'), 'a');
    const args = [...this.#arguments(node), `--wsrep-cluster-address=${members}`, ...more];
    node.process = spawn(this.#server, args, { stdio: ['ignore', output, output] });
    for (const deadline = Date.now() + startLimitMs; !(await isSynced(node)); await sleep(100)) {
      if (Date.now() > deadline || node.process.exitCode !== null) {
        const log = await readFile(join(node.folder, 'log'), 'utf8');
        throw new Error(`A node did not start:\n${log.split('\n').slice(-30).join('\n')}`);
      }
    }
  }
}

function socketOf({ folder }: Pick<Node, 'folder'>): string {
  return join(folder, 's');
}

async function isSynced(node: Node): Promise<boolean> {
  const connection = await mysql.createConnection({ socketPath: socketOf(node), user: 'root' }).catch(() => null);
  const answer = connection?.query<mysql.RowDataPacket[]>("SHOW STATUS LIKE 'wsrep_local_state_comment'");
  const rows = await answer?.then(([found]) => found).catch(() => []);
  connection?.destroy();
  return rows?.[0]?.Value === 'Synced';
}

async function end(node: Node, signal: NodeJS.Signals): Promise<void> {
  const { process } = node;
  if (process && process.exitCode === null && process.signalCode === null) {
    const ended = new Promise((resolve) => process.once('exit', resolve));
    process.kill(signal);
    await ended;
  }
  node.process = null;
}
