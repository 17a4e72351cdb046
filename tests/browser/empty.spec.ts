import { expect } from '@playwright/test';
import { testOfOwnStack as test } from './support/testOfOwnStack.ts';

for (const path of ['', '/errors']) {
  test(`before anything was received, the page at "${path}" says how to connect a store`, async ({ page, visit }) => {
    await visit(path);
    await expect(page.getByText('Connect your store')).toBeVisible();
    await expect(page.getByText(/No request was ever received/)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Documentation' })).toBeVisible();
  });
}

test('the other pages say that there is nothing, and are no errors', async ({ page, visit }) => {
  await visit('/errors', { params: { tab: 'logs' } });
  await expect(page.getByText('No log record in this time range')).toBeVisible();
  await visit(`/errors/${'0'.repeat(32)}`);
  await expect(page.getByRole('alert').getByText('Not found')).toBeVisible();
  await visit(`/traces/${'0'.repeat(32)}`);
  await expect(page.getByText('This trace is not here')).toBeVisible();
});
