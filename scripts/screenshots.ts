import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect as expectSoon, type Browser } from '@playwright/test';
import { buildPreview } from '../preview/server/buildPreview.ts';
import { buildPlugin } from './build/buildPlugin.ts';
import { laterHalf } from './lib/laterHalf.ts';
import { QueryClient } from './lib/QueryClient.ts';
import { startStack, type Stack } from './lib/startStack.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const captures = process.env.INSIGHTS_CAPTURES ?? join(root, '..', 'shared', 'captures');
const folder = join(root, 'docs', 'images');
const log = (line: string) => console.error(line);
const themes = ['light', 'dark'] as const;
const widths = [1400, 700];
/** A busy machine is slow, not wrong. */
const expect = expectSoon.configure({ timeout: 60_000 });

interface Request {
  traceId: string;
  failed: boolean;
}

/** The pages by the name of their picture, each at an address within the app. */
async function pagesOf(client: QueryClient, range: Stack['range']): Promise<Record<string, string>> {
  const requests = await client.rows<Request>({ queryType: 'requests', limit: 1_000 }, range);
  const failed = requests.find((request) => request.failed) ?? requests[0];
  return {
    overview: '',
    errors: '/errors',
    'error-detail': `/errors/${await tellingProblem(client, range)}`,
    trace: `/traces/${failed.traceId}`,
  };
}

/** The problem with the longest chain of causes, and of those the one that most visitors met. */
async function tellingProblem(client: QueryClient, range: Stack['range']): Promise<string> {
  const rows = await client.rows<{ id: string }>({ queryType: 'problems', sort: 'visitors' }, range);
  const problems = await Promise.all(rows.map(({ id }) => client.problem(id)));
  return problems.reduce((best, problem) => (problem.stack.length > best.stack.length ? problem : best)).id;
}

async function shoot(browser: Browser, url: string, range: Stack['range'], name: string): Promise<void> {
  for (const theme of themes) {
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, timezoneId: 'UTC', locale: 'en-GB' });
      const query = new URLSearchParams({ theme, from: String(range.from), to: String(range.to) });
      await page.goto(`${url}?${query}`);
      await page.getByRole('table').or(page.getByRole('treegrid')).first().waitFor();
      await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
      // An icon is an empty drawing until it has come.
      await expect(page.locator('svg:empty')).toHaveCount(0);
      await page.waitForLoadState('networkidle');
      const file = join(folder, `${name}-${theme}-${width}.png`);
      await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
      log(file);
      await page.close();
    }
  }
}

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const given = process.argv.slice(2);
await buildPlugin(root, log);
await buildPreview(root, log);
const files = given.length > 0 ? given : [join(captures, 'shop-protobuf.jsonl.gz')];
const stack = await startStack({ root, files, log });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
try {
  await mkdir(folder, { recursive: true });
  const client = new QueryClient(stack.insightsUrl, stack.token);
  const range = await laterHalf(client, stack.range);
  for (const [name, path] of Object.entries(await pagesOf(client, range))) {
    await shoot(browser, `${stack.url}/a/maho-insights-app${path}`, range, name);
  }
} finally {
  await browser.close();
  await stack.close();
}
