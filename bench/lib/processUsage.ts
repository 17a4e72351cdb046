import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

let ticksPerSecond = 0;

/** CPU seconds that a process, all its threads and its ended children took so far; null where /proc does not tell. */
export async function cpuSeconds(pid: number | null): Promise<number | null> {
  const stat = pid === null ? null : await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) {
    return null;
  }
  ticksPerSecond ||= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  // The second field is the program's name, which may hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  return (user + system + childrenUser + childrenSystem) / ticksPerSecond;
}

/** The most memory that a process ever held, MiB; null where /proc does not tell. */
export async function peakRssMiB(pid: number | null): Promise<number | null> {
  const status = pid === null ? null : await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const kib = /^VmHWM:\s+(\d+) kB/m.exec(status ?? '')?.[1];
  return kib === undefined ? null : Number(kib) / 1024;
}
