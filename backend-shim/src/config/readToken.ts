import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from './ConfigError.ts';

/**
 * The bearer token of the query API: `INSIGHTS_TOKEN`, or the content of the file that `INSIGHTS_TOKEN_FILE` names,
 * which is made, readable by its owner alone, where there is none.
 *
 * @throws ConfigError
 */
export function readToken(token: string | undefined, file: string | undefined): string {
  if (token) {
    return token;
  }
  if (!file) {
    throw new ConfigError(
      'INSIGHTS_TOKEN is not set: set it to a secret that Grafana knows too, or INSIGHTS_TOKEN_FILE to a file for one.'
    );
  }
  try {
    return readTokenFile(file) ?? createTokenFile(file);
  } catch (error) {
    throw error instanceof ConfigError
      ? error
      : new ConfigError(`INSIGHTS_TOKEN_FILE cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function readTokenFile(file: string): string | null {
  let content;
  try {
    content = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return null;
    }
    throw error;
  }
  if (content === '') {
    throw new ConfigError(`INSIGHTS_TOKEN_FILE names the empty file ${file}: write a secret into it, or delete it.`);
  }
  return content;
}

function createTokenFile(file: string): string {
  const token = randomBytes(32).toString('hex');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return token;
}
