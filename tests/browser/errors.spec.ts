import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { LogPatternRow, ProblemRow } from '../../contract/rows.ts';
import { test } from './support/test.ts';

function rowsOf(page: Page) {
  return page.getByRole('table', { name: 'Problems' }).getByRole('row');
}

/** The links to the problems' own pages. */
function titlesOf(page: Page) {
  return rowsOf(page).locator('a[href*="/errors/"]');
}

function searchField(page: Page) {
  return page.getByRole('combobox', { name: 'Search problems' });
}

async function expectNoObstacle(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
}

/** What is not known is no number, least of all 0. */
function written(count: number | null): string | RegExp {
  return count === null ? /^\D*$/ : String(count);
}

/** The table's problems in the order shown, once it shows as many as are expected. */
async function expectProblems(page: Page, problems: ProblemRow[]): Promise<void> {
  const links = titlesOf(page);
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
    await expect(row.locator('a[href*="/errors/"]')).toHaveText(title);
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
  const change = { kind: 'status', status: 'resolved' } as const;
  const { undo } = await client.change({ problems: [{ id: first.id, revision: first.revision }], change });
  try {
    await visit('/errors');
    await expectProblems(page, others);
    await page.getByRole('radio', { name: 'Resolved' }).click();
    await expectProblems(page, [first]);
    await page.getByRole('radio', { name: 'Ignored' }).click();
    await expect(page.getByText('No ignored problem was seen in this time range')).toBeVisible();
    await page.getByRole('button', { name: 'Show problems of every status' }).click();
    await expectProblems(page, [first, ...others]);
    await expect(rowsOf(page).nth(1).getByText('Resolved')).toBeVisible();
  } finally {
    await client.undo(undo);
  }
});

test('finds what is searched for, and says so when there is nothing', async ({ page, visit, client, stack }) => {
  const all = await client.rows<ProblemRow>({ queryType: 'problems' }, stack.range);
  const search = all[0].title.slice(0, 12).toUpperCase();
  const found = await client.rows<ProblemRow>({ queryType: 'problems', search }, stack.range);
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(all.length);
  await visit('/errors');
  const field = searchField(page);
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
  await searchField(page).fill('e');
  await expect(page).toHaveURL(/q=e/);
  await page.reload();
  await expect(searchField(page)).toHaveValue('e');
  await expect(page.getByRole('radio', { name: 'All' })).toBeChecked();
  await expectProblems(page, problems);
});

test('a row opens its problem, and "back" returns to the list as it was', async ({ page, visit, client, stack }) => {
  const [first] = await client.rows<ProblemRow>({ queryType: 'problems', sort: 'occurrences' }, stack.range);
  await visit('/errors', { params: { sort: 'occurrences' } });
  await titlesOf(page).first().click();
  await expect(page).toHaveURL(new RegExp(`/errors/${first.id}\\?.*from=${stack.range.from}`));
  await expect(page.getByRole('heading', { name: first.title, exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('columnheader', { name: 'Occurrences' })).toHaveAttribute('aria-sort', 'descending');
});

test('tabs tell handled, unhandled and log patterns apart', async ({ page, visit, client, stack }) => {
  await visit('/errors', { theme: 'light' });
  for (const [tab, handled] of [
    ['Unhandled', 'unhandled'],
    ['Handled', 'handled'],
  ] as const) {
    const problems = await client.rows<ProblemRow>({ queryType: 'problems', handled }, stack.range);
    expect(problems.length).toBeGreaterThan(0);
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await expectProblems(page, problems);
  }
  const patterns = await client.rows<LogPatternRow>({ queryType: 'logPatterns' }, stack.range);
  await page.getByRole('tab', { name: 'Log patterns' }).click();
  const rows = page.getByRole('table', { name: 'Log patterns' }).getByRole('row');
  await expect(rows).toHaveCount(patterns.length + 1);
  for (const [index, { pattern, severity, records }] of patterns.entries()) {
    await expect(rows.nth(index + 1)).toContainText(pattern.slice(0, 100));
    await expect(rows.nth(index + 1)).toContainText(severity);
    await expect(
      rows
        .nth(index + 1)
        .getByRole('cell')
        .nth(3)
    ).toHaveText(records.toLocaleString('en'));
  }
  await expectNoObstacle(page);
});

test('completes fields and values by keys; the address finds the same', async ({ page, visit, client, stack }) => {
  const all = await client.rows<ProblemRow>({ queryType: 'problems' }, stack.range);
  const { type } = all.find((problem) => /^\w+$/.test(problem.type))!;
  const found = await client.rows<ProblemRow>({ queryType: 'problems', search: `type:${type}` }, stack.range);
  expect(found.length).toBeLessThan(all.length);
  await visit('/errors');
  await expectProblems(page, all);
  await page.keyboard.press('/');
  await expect(searchField(page)).toBeFocused();
  await page.keyboard.type('ty');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: /^type:/, selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type(type.slice(0, -1));
  await expect(page.getByRole('option', { name: new RegExp(`^${type} `) })).toBeVisible();
  await expectNoObstacle(page);
  await page.getByRole('option', { name: new RegExp(`^${type} `) }).click();
  await expectProblems(page, found);
  await page.reload();
  await expect(searchField(page)).toHaveValue(`type:${type}`);
  await expectProblems(page, found);
});

test('a search that cannot be understood is told in words and marked, and the list stays', async ({
  page,
  visit,
  client,
  stack,
}) => {
  const all = await client.rows<ProblemRow>({ queryType: 'problems' }, stack.range);
  await visit('/errors');
  await expectProblems(page, all);
  await searchField(page).fill('nofield:1 text');
  await expect(page.getByText(/There is no field nofield/)).toBeVisible();
  await expect(searchField(page)).toHaveAttribute('aria-invalid', 'true');
  await expectProblems(page, all);
  const mark = await page.locator('[aria-hidden] > span', { hasText: /^nofield:1$/ }).boundingBox();
  const field = await searchField(page).boundingBox();
  expect(mark!.y).toBeGreaterThanOrEqual(field!.y);
  expect(mark!.y + mark!.height).toBeLessThanOrEqual(field!.y + field!.height);
});

test('what stands in a row narrows the list down', async ({ page, visit, client, stack }) => {
  const [{ route }] = (await client.rows<ProblemRow>({ queryType: 'problems' }, stack.range)).filter(
    (row) => row.route
  );
  const found = await client.rows<ProblemRow>({ queryType: 'problems', search: `route:${route}` }, stack.range);
  await visit('/errors');
  await rowsOf(page).getByRole('link', { name: route, exact: true }).first().click();
  await expect(searchField(page)).toHaveValue(`route:${route}`);
  await expectProblems(page, found);
});
