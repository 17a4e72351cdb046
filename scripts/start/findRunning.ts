import { readFile } from 'node:fs/promises';

const patienceMs = 3_000;

/** The address of the receiver that runs with the same token already; null where none, or another program, answers. */
export async function findRunning(port: number, host: string, tokenFile: string): Promise<string | null> {
  const token = process.env.INSIGHTS_TOKEN || (await readFile(tokenFile, 'utf8').catch(() => '')).trim();
  if (token === '') {
    return null;
  }
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  const headers = { authorization: `Bearer ${token}` };
  try {
    const response = await fetch(`${url}/api/v1/health`, { headers, signal: AbortSignal.timeout(patienceMs) });
    const { version } = (await response.json()) as { version?: unknown };
    return response.ok && typeof version === 'string' ? url : null;
  } catch {
    return null;
  }
}
