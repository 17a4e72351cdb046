import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPreviewOptions } from './readPreviewOptions.ts';

it('has defaults for all but the token', () => {
  expect(readPreviewOptions({ INSIGHTS_TOKEN: 't' }, '/root')).toEqual({
    insightsUrl: 'http://127.0.0.1:4318',
    token: 't',
    port: 3000,
    host: '127.0.0.1',
    root: '/root',
  });
});

it('reads the token from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'token-'));
  writeFileSync(join(folder, 'token'), 'secret\n');
  expect(readPreviewOptions({ INSIGHTS_TOKEN_FILE: join(folder, 'token') }, '/').token).toBe('secret');
  rmSync(folder, { recursive: true });
});

it('takes the URL without slashes at its end', () => {
  expect(readPreviewOptions({ INSIGHTS_TOKEN: 't', INSIGHTS_URL: 'https://x/y//' }, '/').insightsUrl).toBe(
    'https://x/y'
  );
});

it.each([
  [{}, 'INSIGHTS_TOKEN'],
  [{ INSIGHTS_TOKEN: 't', INSIGHTS_URL: 'insights:4318' }, 'INSIGHTS_URL'],
  [{ INSIGHTS_TOKEN: 't', INSIGHTS_PREVIEW_PORT: '80x' }, 'INSIGHTS_PREVIEW_PORT'],
  [{ INSIGHTS_TOKEN: 't', INSIGHTS_PREVIEW_PORT: '70000' }, 'INSIGHTS_PREVIEW_PORT'],
])('says what to set: %j', (env, name) => {
  expect(() => readPreviewOptions(env, '/')).toThrow(name);
});
