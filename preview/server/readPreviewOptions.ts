import { readFileSync } from 'node:fs';
import type { PreviewOptions } from './PreviewOptions.ts';

/**
 * The preview host's options from the environment: `INSIGHTS_URL`, `INSIGHTS_TOKEN` or `INSIGHTS_TOKEN_FILE`,
 * `INSIGHTS_PREVIEW_PORT` (3000), `INSIGHTS_PREVIEW_HOST` (127.0.0.1).
 * @throws Error with a sentence that says what to set.
 */
export function readPreviewOptions(env: NodeJS.ProcessEnv, root: string): PreviewOptions {
  const port = Number(env.INSIGHTS_PREVIEW_PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`INSIGHTS_PREVIEW_PORT is "${env.INSIGHTS_PREVIEW_PORT}", but a port is a number from 0 to 65535.`);
  }
  return {
    insightsUrl: readUrl(env.INSIGHTS_URL || 'http://127.0.0.1:4318'),
    token: readToken(env),
    port,
    host: env.INSIGHTS_PREVIEW_HOST || '127.0.0.1',
    root,
  };
}

function readUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new Error(`INSIGHTS_URL is "${text}", but an address such as http://127.0.0.1:4318 is needed.`);
  }
  return text.replace(/\/+$/, '');
}

function readToken(env: NodeJS.ProcessEnv): string {
  const token = env.INSIGHTS_TOKEN ?? (env.INSIGHTS_TOKEN_FILE && readFileSync(env.INSIGHTS_TOKEN_FILE, 'utf8').trim());
  if (!token) {
    throw new Error("INSIGHTS_TOKEN (or INSIGHTS_TOKEN_FILE) is not set: it has to be the shim's query token.");
  }
  return token;
}
