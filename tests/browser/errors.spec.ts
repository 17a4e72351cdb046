import { expect, type Page } from '@playwright/test';
import type { ProblemRow } from '../../contract/rows.ts';
import { test } from './support/test.ts';

function rowsOf(page: Page) {
  return page.getByRole('table', { name: 'Problems' }).getByRole('row');
}

/** What is not known is no number, least of all 0. */
function written(count: number | null): string | RegExp {
  return count === null ? /^\D*$/ : String(count);
}

/** The table's problems in the order shown, once it shows as many as are expected. */
async function expectProblems(page: Page, problems: ProblemRow[]): Promise<void> {
  const links = rowsOf(page).getByRole('link');
  await expect(links).toHaveCount(problems.length);
  for (const [index, { id }] of problems.entries()) {
    await expect(links.nth(index)).toHaveAttribute('href', new RegExp(`/errors/${id}\\b`));
  }
}

test("rows are the query API's", async ({ page, visit, client, stack }) => {
  const problems = await client.rows<ProblemRow>({ queryType: 'problems' }, stack.range);
  await visit('/errors');
  await expectProblems(page, problems);
  for (const [index, { title, type, occurrences, visitors, handled }] of problems.entries()) {
    const row = rowsOf(page).nth(index + 1);
    await expect(row.getByRole('link')).toHaveText(title);
    await expect(row).toContainText(type);
    await expect(row.getByRole('cell').nth(4)).toHaveText(String(occurrences));
    await expect(row.getByRole('cell').nth(5)).toHaveText(written(visitors));
    await expect(row.getByText(/· handled$/)).toHaveCount(handled ? 1 : 0);
  }
});

test('sorts by occurrences', async ({ page, visit, client, stack }) => {
  const problems = await client.rows<ProblemRow>({ queryType: 'problems', sort: 'occurrences' }, stack.range);
  await visit('/errors');
  await page.getByRole('button', { name: 'Occurrences' }).click();
  await expect(page.getByRole('columnheader', { name: 'Occurrences' })).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sort=occurrences/);
  await expectProblems(page, problems);
});

test('filters by status', async ({ page, visit, client, stack }) => {
  const [first, ...others] = await client.rows<ProblemRow>({ queryType: 'problems' }, stack.range);
  await client.changeStatus(first.id, { status: 'resolved', from: 'open' });
  try {
    await visit('/errors');
    await expectProblems(page, others);
    await page.getByRole('radio', { name: 'Resolved' }).click();
    await expectProblems(page, [first]);
    await expect(rowsOf(page).nth(1).getByText('Resolved')).toBeVisible();
    await page.getByRole('radio', { name: 'Ignored' }).click();
    await expect(page.getByText('No ignored problem was seen in this time range')).toBeVisible();
    await page.getByRole('button', { name: 'Show problems of every status' }).click();
    await expectProblems(page, [first, ...others]);
  } finally {
    await client.changeStatus(first.id, { status: 'open', from: 'resolved' });
  }
});

test('finds what is searched for, and says so when there is nothing', async ({ page, visit, client, stack }) => {
  const all = await client.rows<ProblemRow>({ queryType: 'problems' }, stack.range);
  const search = all[0].title.slice(0, 12).toUpperCase();
  const found = await client.rows<ProblemRow>({ queryType: 'problems', search }, stack.range);
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(all.length);
  await visit('/errors');
  const field = page.getByRole('textbox', { name: 'Search problems' });
  await field.fill(search);
  await expectProblems(page, found);
  await field.fill('nothing is called like this');
  await expect(page.getByText('No problem matches the search')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expectProblems(page, all);
});

test('sort, filter and search are in the URL and survive a reload', async ({ page, visit, client, stack }) => {
  const query = { queryType: 'problems', status: 'all', sort: 'visitors', search: 'e' } as const;
  const problems = await client.rows<ProblemRow>(query, stack.range);
  await visit('/errors');
  await page.getByRole('radio', { name: 'All' }).click();
  await page.getByRole('button', { name: 'Visitors' }).click();
  await page.getByRole('textbox', { name: 'Search problems' }).fill('e');
  await expect(page).toHaveURL(/q=e/);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Search problems' })).toHaveValue('e');
  await expect(page.getByRole('radio', { name: 'All' })).toBeChecked();
  await expectProblems(page, problems);
});

test('a row opens its problem, and "back" returns to the list as it was', async ({ page, visit, client, stack }) => {
  const [first] = await client.rows<ProblemRow>({ queryType: 'problems', sort: 'occurrences' }, stack.range);
  await visit('/errors', { params: { sort: 'occurrences' } });
  await rowsOf(page).nth(1).getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/errors/${first.id}\\?.*from=${stack.range.from}`));
  await expect(page.getByRole('heading', { name: first.title, exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('columnheader', { name: 'Occurrences' })).toHaveAttribute('aria-sort', 'descending');
});
