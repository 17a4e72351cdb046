import { spawn } from 'node:child_process';

export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Keep standard output instead of showing it. */
  quiet?: boolean;
}

export interface RunResult {
  /** Null when it could not be started or a signal ended it. */
  code: number | null;
  /** Standard output when quiet, else empty. */
  output: string;
}

/** Runs a command and shows what it prints; never rejects. */
export function runCommand(command: string, args: string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    const stdout = options.quiet ? 'pipe' : 'inherit';
    const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', stdout, 'inherit'] });
    const kept: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => kept.push(chunk));
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve({ code: null, output: '' });
    });
    child.on('close', (code) => resolve({ code, output: Buffer.concat(kept).toString() }));
  });
}
