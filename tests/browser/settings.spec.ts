import { expect } from '@playwright/test';
import type { ProblemRow } from '../../contract/rows.ts';
import type { QueryClient } from '../../scripts/lib/QueryClient.ts';
import type { Stack } from '../../scripts/lib/startStack.ts';
import { test } from './support/test.ts';

/** Of a problem whose log record told full paths: spans tell base names. */
async function placeOfFullPath(client: QueryClient, stack: Stack) {
  for (const { id } of await client.rows<ProblemRow>({ queryType: 'problems', status: 'all' }, stack.range)) {
    const occurrence = await client.occurrence(id, 'last');
    const frame = occurrence.stack[0]?.frames.find(({ file, inApp }) => inApp && file.startsWith('/'));
    if (frame) {
      return { id, file: frame.file, line: frame.line };
    }
  }
  throw new Error('No problem has a frame with a full path.');
}

const settings = '/plugins/maho-insights-app';

test('an administrator sets where frames lead to, and they lead there', async ({ page, visit, client, stack }) => {
  const { id, file, line } = await placeOfFullPath(client, stack);
  const prefix = file.split('/').slice(0, 3).join('/');
  await visit(settings);
  const url = page.getByLabel('URL of a place in the code');
  await url.fill('javascript:alert({file})');
  await expect(page.getByRole('alert')).toContainText('It has to begin with https://');
  await expect(page.getByRole('button', { name: 'Save settings' })).toBeDisabled();
  await url.fill('https://example.org/blob/main/{path}#L{line}');
  await page.getByLabel('Folder of the shop on the server').fill(prefix);
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  try {
    await visit(`/errors/${id}`, { role: 'Viewer' });
    const link = page.getByRole('region', { name: 'Stack trace' }).getByRole('link', { name: `${file}:${line}` });
    await expect(link.first()).toHaveAttribute(
      'href',
      `https://example.org/blob/main/${file.slice(prefix.length + 1)}#L${line}`
    );
  } finally {
    await visit(settings);
    await expect(url).toHaveValue(/^https/);
    await url.fill('');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await expect(page.getByText(/^Saved\./)).toBeVisible();
  }
});

test('others cannot', async ({ page, visit, stack }) => {
  await visit(settings, { role: 'Editor' });
  await expect(page.getByText('Administrators of this Grafana can change it.')).toBeVisible();
  await expect(page.getByLabel('URL of a place in the code')).toBeDisabled();
  const answer = await page.request.post(`${stack.url}/api${settings}/settings`, { data: { jsonData: {} } });
  expect(answer.status()).toBe(403);
});
