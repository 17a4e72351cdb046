import { expect, type Page } from '@playwright/test';
import type { ProblemRow } from '../../contract/rows.ts';
import type { RequestRow } from './support/rows.ts';
import { test } from './support/test.ts';

async function choose(page: Page, field: string, option: string): Promise<void> {
  const combobox = page.getByRole('combobox', { name: field, exact: true });
  await combobox.click();
  // Only those in sight are there.
  await combobox.fill(option);
  await page
    .getByRole('option', { name: new RegExp(`^${option}`) })
    .first()
    .click();
}

function cell(page: Page, text: string) {
  return page.getByRole('table').getByRole('cell', { name: text }).first();
}

test('a figure as a number, and over time', async ({ page, visit, client, stack }) => {
  const [{ requests }] = await client.rows<{ requests: number }>(
    { queryType: 'figure', figure: 'requests' },
    stack.range
  );
  await visit('/explore');
  await choose(page, 'Query', 'Figure');
  await choose(page, 'Figure', 'Requests');
  await expect(cell(page, String(requests))).toBeVisible();
  await choose(page, 'Format', 'Time series');
  await expect(page.locator('canvas').first()).toBeVisible();
});

test('problems, and the occurrences of one', async ({ page, visit, client, stack }) => {
  const [problem] = await client.rows<ProblemRow>({ queryType: 'problems' }, stack.range);
  await visit('/explore');
  await choose(page, 'Query', 'Problems');
  await expect(cell(page, problem.title)).toBeVisible();
  await choose(page, 'Query', 'Occurrences');
  await page.getByRole('textbox', { name: 'Problem' }).fill(problem.id);
  await page.keyboard.press('Enter');
  const occurrences = await client.rows<{ path: string }>(
    { queryType: 'occurrences', problemId: problem.id },
    stack.range
  );
  await expect(cell(page, occurrences[0].path)).toBeVisible();
});

test('requests, and the trace of one', async ({ page, visit, client, stack }) => {
  const [{ path, traceId, method }] = await client.rows<RequestRow>({ queryType: 'requests' }, stack.range);
  await visit('/explore');
  await choose(page, 'Query', 'Requests');
  await expect(cell(page, path)).toBeVisible();
  await choose(page, 'Query', 'Trace');
  await page.getByRole('textbox', { name: 'Trace' }).fill(traceId);
  await page.keyboard.press('Enter');
  await expect(cell(page, method)).toBeVisible();
});

test('orders', async ({ page, visit, client, stack }) => {
  const [{ number }] = await client.rows<{ number: string }>({ queryType: 'orders' }, stack.range);
  await visit('/explore');
  await choose(page, 'Query', 'Orders');
  await expect(cell(page, number)).toBeVisible();
});
