import { expect, type Page } from '@playwright/test';
import type { DistributionRow, OccurrenceRow, ProblemRow } from '../../contract/rows.ts';
import { test } from './support/test.ts';

let problem: ProblemRow;

/** One that has several occurrences. */
test.beforeEach(async ({ client, stack }) => {
  const rows = await client.rows<ProblemRow>(
    { queryType: 'problems', sort: 'occurrences', status: 'all' },
    stack.range
  );
  problem = rows[0];
  expect(problem.occurrences).toBeGreaterThan(1);
});

function walk(page: Page) {
  return page.getByRole('group', { name: 'Occurrence', exact: true });
}

test('shows what it is, where, since when and how often', async ({ page, visit, client }) => {
  const { title, type, file, line, occurrences, visitors, firstVersion } = await client.problem(problem.id);
  await visit(`/errors/${problem.id}`);
  await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(page.getByText(type, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(`${file}:${line}`, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(`Occurrences${occurrences}`)).toBeVisible();
  await expect(page.getByText(visitors === null ? /^Visitors\D+$/ : `Visitors${visitors}`)).toBeVisible();
  await expect(page.getByText(new RegExp(`^First seen.*in ${firstVersion}$`))).toBeVisible();
});

test('shows when it occurred in the time range, and with which version', async ({ page, visit }) => {
  await visit(`/errors/${problem.id}`);
  const section = page.getByRole('region', { name: 'Occurrences over time' });
  await expect(section.getByText(`${problem.occurrences} occurrences in this time range.`)).toBeVisible();
  await expect(section.locator('canvas')).toBeVisible();

  await visit(`/errors/${problem.id}`, { params: { from: 'now-5m', to: 'now' } });
  await expect(section.getByText(/^Not seen in this time range/)).toBeVisible();
  await section.getByRole('button', { name: 'All of its time' }).click();
  await expect(section.getByText(`${problem.occurrences} occurrences in this time range.`)).toBeVisible();
});

test('tells what they have in common, as the query API does', async ({ page, visit, client, stack }) => {
  const rows = await client.rows<DistributionRow>({ queryType: 'distributions', problemId: problem.id }, stack.range);
  const [most] = rows;
  await visit(`/errors/${problem.id}`);
  const section = page.getByRole('region', { name: 'What they have in common' });
  const first = section.getByRole('listitem').first();
  await expect(first).toContainText(most.value);
  await expect(first).toContainText(`${Math.round(most.share * 100)} % of these`);
  await expect(first).toContainText(`${Math.round((most.shareOfAll ?? 0) * 100)} % of all requests`);
});

test("shows the whole stack trace, the library's part of it on demand", async ({ page, visit, client }) => {
  const { stack } = await client.occurrence(problem.id, 'last');
  const { frames } = stack[0];
  await visit(`/errors/${problem.id}`);
  const section = page.getByRole('region', { name: 'Stack trace' });
  const own = frames.find(({ inApp }) => inApp)!;
  await expect(section.getByText(own.function, { exact: true }).first()).toBeVisible();
  const last = frames[frames.length - 1];
  expect(last.inApp).toBe(false);
  await expect(section.getByText(last.function, { exact: true })).toHaveCount(0);
  for (const button of await section.getByRole('button', { name: /library frames/ }).all()) {
    await button.click();
  }
  await expect(section.getByText(last.function, { exact: true }).first()).toBeVisible();
});

test('copies the whole chain as text', async ({ page, visit, client, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { stack } = await client.occurrence(problem.id, 'last');
  await visit(`/errors/${problem.id}`);
  await page.getByRole('region', { name: 'Stack trace' }).getByRole('button', { name: 'Copy' }).click();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  for (const { type, message, frames } of stack) {
    expect(copied).toContain(`${type}: ${message}`);
    expect(copied).toContain(frames[frames.length - 1].function);
  }
});

test('walks through the occurrences by button and key, and each tells its own request', async ({
  page,
  visit,
  client,
  stack,
}) => {
  const query = { queryType: 'occurrences', problemId: problem.id } as const;
  const occurrences = await client.rows<OccurrenceRow>(query, stack.range);
  const kept = occurrences.length;
  const shows = async (index: number) => {
    await expect(walk(page).getByText(`Occurrence ${kept - index} of ${kept} kept`)).toBeVisible();
    const link = walk(page).getByRole('link', { name: 'View trace' });
    await expect(link).toHaveAttribute('href', new RegExp(`/traces/${occurrences[index].traceId}`));
  };
  await visit(`/errors/${problem.id}`);
  await shows(0);
  await walk(page).getByRole('button', { name: 'Previous occurrence' }).click();
  await shows(1);
  await expect(page).toHaveURL(new RegExp(`occurrence=${occurrences[1].id}`));
  await page.reload();
  await shows(1);
  await page.keyboard.press('j');
  await shows(0);
  await page.keyboard.press('k');
  await shows(1);
  await walk(page).getByRole('button', { name: 'Last occurrence' }).click();
  await shows(0);
  await walk(page).getByRole('button', { name: 'First occurrence' }).click();
  await shows(kept - 1);
  await walk(page).getByRole('button', { name: 'Next occurrence' }).click();
  await shows(kept - 2);
  await page.getByRole('table', { name: 'Recent occurrences' }).getByRole('row').nth(2).getByRole('button').click();
  await shows(1);
});

test('shows the request of the occurrence, what it did before it failed, and its log', async ({
  page,
  visit,
  client,
}) => {
  const { context, trail, logs } = await client.occurrence(problem.id, 'last');
  await visit(`/errors/${problem.id}`);
  const table = page.getByRole('table', { name: 'Request context' });
  await expect(table.getByRole('row', { name: /^URL / })).toContainText(context.path ?? '');
  await expect(table.getByRole('row', { name: /^Store / })).toContainText(context.storeCode ?? '');
  await expect(table.getByRole('row', { name: /^Service / })).toContainText(context.service);
  await expect(table.getByRole('row', { name: /^Maho / })).toContainText(context.mahoVersion ?? '');

  expect(trail.length).toBeGreaterThan(0);
  const steps = page.getByRole('table', { name: 'Trail' }).getByRole('row');
  await expect(steps.last()).toContainText(trail[trail.length - 1].text.slice(0, 100));
  await page.getByRole('button', { name: /earlier steps$/ }).click();
  await expect(steps).toHaveCount(trail.length + 1);
  await expect(page.getByRole('table', { name: 'Log records' }).getByRole('row')).toHaveCount(logs.length + 1);
});

test('lists the last occurrences, each leading to its trace', async ({ page, visit, client, stack }) => {
  const query = { queryType: 'occurrences', problemId: problem.id } as const;
  const occurrences = await client.rows<OccurrenceRow>(query, stack.range);
  await visit(`/errors/${problem.id}`);
  const rows = page.getByRole('table', { name: 'Recent occurrences' }).getByRole('row');
  await expect(rows).toHaveCount(occurrences.length + 1);
  for (const [index, { path }] of occurrences.entries()) {
    await expect(rows.nth(index + 1)).toContainText(path ?? '');
  }
  await rows.nth(1).getByRole('link', { name: 'View trace' }).click();
  await expect(page).toHaveURL(new RegExp(`/traces/${occurrences[0].traceId}`));
  await expect(page.getByRole('treegrid', { name: 'Spans' })).toBeVisible();
});

test('an unknown problem says so', async ({ page, visit }) => {
  await visit(`/errors/${'0'.repeat(32)}`);
  await expect(page.getByRole('alert').getByText('Not found')).toBeVisible();
});
