import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Part } from './Supervisor.ts';

export interface SpawnOptions {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Takes all that the process prints; begun anew at each start. */
  logFile: string;
  /** How long it may take to end before it is ended by force, ms. */
  endLimitMs?: number;
}

export interface SpawnedPart extends Part {
  pid: number;
  died: Promise<string>;
  /** Resolves with the exit code, null after a signal. */
  exited: Promise<number | null>;
}

/** @throws Error when the program cannot be started */
export async function spawnPart(options: SpawnOptions): Promise<SpawnedPart> {
  const { name, command, args, cwd, env = process.env, logFile, endLimitMs = 20_000 } = options;
  await mkdir(dirname(logFile), { recursive: true });
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`${name} could not be started: ${error.message}`)));
  });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => log.end(() => resolve(code)));
  });
  const died = exited.then(async (code) => {
    const how = child.signalCode ?? `exit code ${code}`;
    return `${how}. The last it said, in ${logFile}:\n${await tailOf(logFile)}`;
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
    }
    const force = setTimeout(() => child.kill('SIGKILL'), endLimitMs);
    await exited;
    clearTimeout(force);
  };
  return { name, pid: child.pid!, stop, died, exited };
}

async function tailOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-15).join('\n');
}
