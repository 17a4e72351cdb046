import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { QueryClient } from './lib/QueryClient.ts';
import { startStack, type Stack } from './lib/startStack.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const captures = process.env.INSIGHTS_CAPTURES ?? join(root, '..', 'shared', 'captures');
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

async function shoot(browser: Browser, stack: Stack, name: string, path: string): Promise<void> {
  for (const theme of themes) {
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, timezoneId: 'UTC', locale: 'en-GB' });
      const query = new URLSearchParams({ theme, from: String(stack.range.from), to: String(stack.range.to) });
      await page.goto(`${stack.url}/a/maho-insights-app${path}?${query}`, { waitUntil: 'networkidle' });
      await page.waitForTimeout(500);
      const file = join(root, 'docs', 'images', `${name}-${theme}-${width}.png`);
      await page.screenshot({ path: file });
      console.error(file);
      await page.close();
    }
  }
}

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const given = process.argv.slice(2);
const stack = await startStack(given.length > 0 ? given : [join(captures, 'shop-protobuf.jsonl.gz')], root, console.error);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
try {
  await mkdir(join(root, 'docs', 'images'), { recursive: true });
  for (const [name, path] of Object.entries(await pagesOf(stack))) {
    await shoot(browser, stack, name, path);
  }
} finally {
  await browser.close();
  await stack.close();
}
