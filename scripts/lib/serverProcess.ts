import { execFile, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const endLimitMs = 120_000;

/** A process's command line, arguments parted by spaces; empty when there is no such process. */
export async function commandOf(pid: number): Promise<string> {
  // Small Linux images have no `ps`, macOS has no /proc.
  const told = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (told) {
    return told.replaceAll('\0', ' ');
  }
  return run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => ''
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Asks a process to end and waits until it has. A child is waited for by its handle: until then it is a zombie. */
export async function endProcess(pid: number, child?: ChildProcess): Promise<void> {
  const ended = () => (child ? child.exitCode !== null || child.signalCode !== null : !isAlive(pid));
  if (!ended()) {
    process.kill(pid, 'SIGTERM');
  }
  for (const deadline = Date.now() + endLimitMs; !ended(); await sleep(20)) {
    if (Date.now() > deadline) {
      throw new Error(`Process ${pid} did not end within ${endLimitMs / 1000} s.`);
    }
  }
}
