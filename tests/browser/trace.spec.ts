import { expect, type Page } from '@playwright/test';
import type { RequestRow } from './support/rows.ts';
import { test } from './support/test.ts';

let requests: RequestRow[];

test.beforeEach(async ({ client, stack }) => {
  requests = await client.rows<RequestRow>({ queryType: 'requests', limit: 1_000 }, stack.range);
});

function treeOf(page: Page) {
  return page.getByRole('treegrid', { name: 'Spans' });
}

test('the tree holds every span, and is folded and unfolded', async ({ page, visit }) => {
  const [{ traceId, spans }] = requests;
  await visit(`/traces/${traceId}`);
  const tree = treeOf(page);
  // Rows out of sight are not drawn, but counted.
  await expect(tree).toHaveAttribute('aria-rowcount', String(spans));
  await expect(page.getByText(`${spans} spans`, { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Collapse all' }).click();
  await expect(tree.getByRole('row')).toHaveCount(1);
  await expect(tree.getByText(`${spans - 1} spans`)).toBeVisible();
  await tree.focus();
  await page.keyboard.press('ArrowRight');
  await expect(tree.getByRole('row').first()).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('button', { name: 'Expand all' }).click();
  await expect(tree).toHaveAttribute('aria-rowcount', String(spans));
});

test('the last span of a long trace can be reached by key', async ({ page, visit }) => {
  const { traceId, spans } = requests.reduce((longest, request) => (request.spans > longest.spans ? request : longest));
  await visit(`/traces/${traceId}`);
  const tree = treeOf(page);
  await expect(tree).toHaveAttribute('aria-rowcount', String(spans));
  await expect(tree.locator(`[aria-rowindex="${spans}"]`)).toHaveCount(0);
  await tree.focus();
  await page.keyboard.press('End');
  await expect(tree.locator(`[aria-rowindex="${spans}"]`)).toBeInViewport();
});

test('a span shows its attributes: the SQL without its values', async ({ page, visit }) => {
  const { traceId } = requests.find(({ queries }) => queries > 0) ?? requests[0];
  await visit(`/traces/${traceId}`);
  await treeOf(page)
    .getByRole('row', { name: /SELECT / })
    .first()
    .click();
  const details = page.getByRole('region', { name: 'Span details' });
  await expect(details.getByRole('row', { name: 'db.query.text' })).toContainText(/SELECT .*FROM/s);
  await details.getByRole('button', { name: 'Close span details' }).click();
  await expect(details).toHaveCount(0);
});

for (const width of [1400, 700]) {
  test(`at ${width} px a span's details leave its bar in sight, and close with Escape`, async ({ page, visit }) => {
    const { traceId, spans } = requests.reduce((most, request) => (request.spans > most.spans ? request : most));
    await page.setViewportSize({ width, height: 900 });
    await visit(`/traces/${traceId}`);
    const tree = treeOf(page);
    await expect(tree).toHaveAttribute('aria-rowcount', String(spans));
    await tree.focus();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Enter');
    const details = page.getByRole('region', { name: 'Span details' });
    await expect(details).toBeInViewport({ ratio: 1 });
    const row = tree.locator('[aria-selected="true"]');
    await expect(row).toBeInViewport({ ratio: 1 });
    expect((await row.locator('[role="presentation"]').boundingBox())?.width).toBeGreaterThan(200);
    // One thing scrolls at a time.
    const [content, shown] = await page.locator('html').evaluate((html) => [html.scrollHeight, html.clientHeight]);
    expect(content).toBe(shown);
    await page.keyboard.press('Escape');
    await expect(details).toHaveCount(0);
  });
}

test('exceptions are marked, and led to from one to the next', async ({ page, visit }) => {
  const { traceId } = requests.find(({ failed }) => failed) ?? requests[0];
  await visit(`/traces/${traceId}`);
  await expect(page.getByText('Failed', { exact: true })).toBeVisible();
  await expect(
    treeOf(page)
      .getByRole('row', { name: /failed/ })
      .first()
  ).toBeVisible();
  await page.getByRole('button', { name: /^(Next of \d+ failures|Go to the failure)$/ }).click();
  const details = page.getByRole('region', { name: 'Span details' });
  await expect(details.getByRole('row', { name: 'exception.type' }).first()).toBeVisible();
});

for (const [what, traceId] of [
  ['unknown', 'f'.repeat(32)],
  ['unreadable', 'nonsense'],
]) {
  test(`an ${what} trace id says why there may be none`, async ({ page, visit }) => {
    await visit(`/traces/${traceId}`);
    await expect(page.getByText('This trace is not here')).toBeVisible();
    await expect(page.getByText(/may not have sampled the request/)).toBeVisible();
  });
}
