import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect, type Browser } from '@playwright/test';
import { buildPreview } from '../preview/server/buildPreview.ts';
import { buildPlugin } from './build/buildPlugin.ts';
import { QueryClient } from './lib/QueryClient.ts';
import { startStack, type Stack } from './lib/startStack.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const captures = process.env.INSIGHTS_CAPTURES ?? join(root, '..', 'shared', 'captures');
const folder = join(root, 'docs', 'images');
const log = (line: string) => console.error(line);
const themes = ['light', 'dark'] as const;
const widths = [1400, 700];

/** The pages by the name of their picture, each at an address within the app. */
async function pagesOf(stack: Stack): Promise<Record<string, string>> {
  const client = new QueryClient(stack.insightsUrl, stack.token);
  const problems = await client.rows<{ id: string; handled: boolean }>(
    { queryType: 'problems', sort: 'occurrences', status: 'all' },
    stack.range
  );
  const [slowest] = await client.rows<{ traceId: string }>({ queryType: 'requests', limit: 1 }, stack.range);
  const unhandled = problems.find(({ handled }) => !handled) ?? problems[0];
  return {
    overview: '',
    errors: '/errors',
    'error-detail': `/errors/${unhandled.id}`,
    trace: `/traces/${slowest.traceId}`,
  };
}

/** The second half of what was recorded, so that there is a time before to compare with. */
function laterHalf({ from, to }: Stack['range']): URLSearchParams {
  return new URLSearchParams({ from: String(Math.round((from + to) / 2)), to: String(to) });
}

async function shoot(browser: Browser, stack: Stack, name: string, path: string): Promise<void> {
  for (const theme of themes) {
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, timezoneId: 'UTC', locale: 'en-GB' });
      const query = laterHalf(stack.range);
      query.set('theme', theme);
      await page.goto(`${stack.url}/a/maho-insights-app${path}?${query}`, { waitUntil: 'networkidle' });
      await page.getByRole('table').or(page.getByRole('treegrid')).first().waitFor();
      await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0, { timeout: 30_000 });
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
  for (const [name, path] of Object.entries(await pagesOf(stack))) {
    await shoot(browser, stack, name, path);
  }
} finally {
  await browser.close();
  await stack.close();
}
