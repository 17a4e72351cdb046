import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { startPreview } from '../../preview/server/startPreview.ts';
import type { Stack } from '../../scripts/lib/startStack.ts';
import { CuttableProxy } from '../support/CuttableProxy.ts';
import { pages } from './support/pages.ts';
import { test } from './support/test.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

async function withPreview<T>(insightsUrl: string, token: string, use: (url: string) => Promise<T>): Promise<T> {
  const preview = await startPreview({ insightsUrl, token, port: 0, host: '127.0.0.1', root });
  try {
    return await use(preview.url);
  } finally {
    await preview.close();
  }
}

/** A way to the stack's shim that can be closed and opened. */
async function withProxy<T>(stack: Stack, use: (proxy: CuttableProxy) => Promise<T>): Promise<T> {
  const { hostname, port } = new URL(stack.insightsUrl);
  const proxy = new CuttableProxy({ host: hostname, port: Number(port) });
  await proxy.open();
  try {
    return await use(proxy);
  } finally {
    await proxy.cut();
  }
}

test('an unreachable service: every page says what happened and what to do, and goes on when it is back', async ({
  page,
  visit,
  client,
  stack,
}) => {
  await withProxy(stack, (proxy) =>
    withPreview(`http://127.0.0.1:${proxy.port}`, stack.token, async (host) => {
      for (const { name, path, main } of await pages(client, stack)) {
        await test.step(name, async () => {
          await proxy.cut();
          await visit(path, { host });
          const notice = page.getByRole('alert', { name: 'The Insights service cannot be reached' });
          await expect(notice).toBeVisible();
          await expect(notice).toContainText('Check that it is running');
          await expect(notice).toContainText('connection refused');
          await expect(notice.getByRole('link', { name: 'Data source settings' })).toBeVisible();
          await proxy.open();
          await notice.getByRole('button', { name: 'Try again' }).click();
          await expect(page.getByRole(main[0], { name: main[1] })).toBeVisible();
          await expect(notice).toHaveCount(0);
        });
      }
    })
  );
});

test('a service that goes away while a page is open is told at the next refresh, above what was known', async ({
  page,
  visit,
  stack,
}) => {
  await withProxy(stack, (proxy) =>
    withPreview(`http://127.0.0.1:${proxy.port}`, stack.token, async (host) => {
      await visit('/errors', { host });
      await expect(page.getByRole('table', { name: 'Problems' })).toBeVisible();
      await proxy.cut();
      const rows = await page.getByRole('table', { name: 'Problems' }).getByRole('row').count();
      await page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await expect(page.getByRole('alert', { name: 'The Insights service cannot be reached' })).toBeVisible();
      await expect(page.getByRole('table', { name: 'Problems' }).getByRole('row')).toHaveCount(rows);
    })
  );
});

test('a wrong token is told, and only an administrator is sent to the settings', async ({ page, visit, stack }) => {
  await withPreview(stack.insightsUrl, 'not the token', async (host) => {
    const notice = page.getByRole('alert', { name: 'The Insights service refused the token' });
    await visit('', { host });
    await expect(notice).toBeVisible();
    await expect(notice.getByRole('link', { name: 'Data source settings' })).toBeVisible();
    await visit('/errors', { host, role: 'Viewer' });
    await expect(notice).toBeVisible();
    await expect(notice.getByRole('link', { name: 'Data source settings' })).toHaveCount(0);
  });
});

test("the data source's health check tells a wrong token from a right one", async ({ page, visit, stack }) => {
  const settings = '/connections/datasources/edit/maho-insights';
  await withPreview(stack.insightsUrl, 'not the token', async (host) => {
    await visit(settings, { host });
    await page.getByRole('button', { name: 'Test' }).click();
    await expect(page.getByRole('alert')).toContainText('token');
  });
  await visit(settings);
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText(/^Connected to Insights/)).toBeVisible();
});

test('a page that does not exist leads back', async ({ page, visit }) => {
  await visit('/nowhere');
  await expect(page.getByText('There is no such page')).toBeVisible();
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await expect(page.getByRole('table', { name: 'Slowest requests' })).toBeVisible();
});
