import { expect, type Page } from '@playwright/test';
import type { ProblemRow } from '../../contract/rows.ts';
import { sendFailure } from './support/sendFailure.ts';
import { testOfOwnStack as test } from './support/testOfOwnStack.ts';

const html = '<img src=x onerror=window.executed=this><script>window.executed=this</script><b>bold</b>';
const bidi = 'invoice\u202Efdp.exe\u202C and \u2067more\u2069';
const message = `${html} ${bidi} ${'long '.repeat(9_600)}the end`;

test.beforeAll(async ({ stack }) => {
  await sendFailure(stack, { message, path: `/${html}/` });
});

/** What was sent is on the page as text, nothing of it as elements or scripts, and the page is as wide as ever. */
async function expectHarmless(page: Page): Promise<void> {
  await expect(page.getByText('<img src=x onerror=window.executed=this>').first()).toBeVisible();
  expect(await page.evaluate('window.executed === undefined')).toBe(true);
  await expect(page.locator('main script, main img[src="x"], main b')).toHaveCount(0);
  const [width, inner] = await page.locator('html').evaluate((page) => [page.scrollWidth, page.clientWidth]);
  expect(width).toBeLessThanOrEqual(inner);
}

const lastDay = { params: { from: 'now-24h', to: 'now' } };

test('in lists, the text from the shop is text of a bounded height', async ({ page, visit }) => {
  for (const [path, table] of [
    ['', 'Recent problems'],
    ['/errors', 'Problems'],
  ]) {
    await visit(path, lastDay);
    await expectHarmless(page);
    const row = page.getByRole('table', { name: table }).getByRole('row').nth(1);
    expect((await row.boundingBox())?.height).toBeLessThan(120);
  }
});

test('on the page of a problem it is text, and control characters turn nothing around beside them', async ({
  page,
  visit,
  client,
  stack,
}) => {
  const range = { from: stack.range.from, to: Date.now() + 60_000 };
  const [{ id }] = await client.rows<ProblemRow>({ queryType: 'problems' }, range);
  await visit(`/errors/${id}`, lastDay);
  await expectHarmless(page);
  const text = page.getByText('invoice').first();
  await expect(text).toBeVisible();
  await expect(text).toHaveCSS('unicode-bidi', 'isolate');
});

test('in a trace, attributes of any length are text and can be read to their end', async ({
  page,
  visit,
  client,
  stack,
}) => {
  const range = { from: stack.range.from, to: Date.now() + 60_000 };
  const [{ traceId }] = await client.rows<{ traceId: string }>({ queryType: 'requests' }, range);
  await visit(`/traces/${traceId}`, lastDay);
  await page.getByRole('treegrid', { name: 'Spans' }).getByRole('row').first().click();
  const row = page.getByRole('region', { name: 'Span details' }).getByRole('row', { name: 'exception.message' });
  await expect(row).not.toContainText('the end');
  await row.getByRole('button', { name: /^Show all/ }).click();
  await expect(row).toContainText('the end');
  await expectHarmless(page);
});
