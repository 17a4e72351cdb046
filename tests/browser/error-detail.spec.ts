import { expect, type Page } from '@playwright/test';
import type { ProblemRow } from '../../contract/rows.ts';
import { test } from './support/test.ts';

let problem: ProblemRow;

/** One that ended requests and has several occurrences. */
test.beforeEach(async ({ client, stack }) => {
  const rows = await client.rows<ProblemRow>(
    { queryType: 'problems', sort: 'occurrences', status: 'all' },
    stack.range
  );
  problem = rows.find(({ handled }) => !handled) ?? rows[0];
});

test.afterEach(async ({ client }) => {
  const { status } = await client.problem(problem.id);
  if (status !== 'open') {
    await client.changeStatus(problem.id, { status: 'open', from: status });
  }
});

function statusOf(page: Page, status: string) {
  return page.getByRole('radio', { name: status });
}

test('shows what it is, where, and how often', async ({ page, visit, client }) => {
  const { title, type, file, line, occurrences, visitors } = await client.problem(problem.id);
  await visit(`/errors/${problem.id}`);
  await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(page.getByText(type, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(`${file}:${line}`, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(`Occurrences${occurrences}`)).toBeVisible();
  await expect(page.getByText(visitors === null ? /^Visitors\D+$/ : `Visitors${visitors}`)).toBeVisible();
});

test("shows the whole stack trace, the library's part of it on demand", async ({ page, visit, client }) => {
  const { stack } = await client.problem(problem.id);
  const [{ frames }] = stack;
  await visit(`/errors/${problem.id}`);
  const section = page.getByRole('region', { name: 'Stack trace' });
  await expect(section.getByText(frames[0].function, { exact: true }).first()).toBeVisible();
  const last = frames[frames.length - 1];
  expect(last.inApp).toBe(false);
  await expect(section.getByText(last.function, { exact: true })).toHaveCount(0);
  for (const button of await section.getByRole('button', { name: /library frames/ }).all()) {
    await button.click();
  }
  await expect(section.getByText(last.function, { exact: true })).toBeVisible();
});

test('shows the request of the latest occurrence', async ({ page, visit, client }) => {
  const { latest } = await client.problem(problem.id);
  await visit(`/errors/${problem.id}`);
  const table = page.getByRole('table', { name: 'Request context' });
  await expect(table.getByRole('row', { name: /^URL / })).toContainText(latest?.path ?? '');
  await expect(table.getByRole('row', { name: /^Store / })).toContainText(latest?.storeCode ?? '');
  await expect(table.getByRole('row', { name: /^Service / })).toContainText(latest?.service ?? '');
  await expect(table.getByRole('row', { name: /^Maho / })).toContainText(latest?.mahoVersion ?? '');
});

test('lists the last occurrences, each leading to its trace', async ({ page, visit, client, stack }) => {
  const query = { queryType: 'occurrences', problemId: problem.id } as const;
  const occurrences = await client.rows<{ traceId: string; path: string }>(query, stack.range);
  await visit(`/errors/${problem.id}`);
  const rows = page.getByRole('table', { name: 'Recent occurrences' }).getByRole('row');
  await expect(rows).toHaveCount(occurrences.length + 1);
  for (const [index, { path }] of occurrences.entries()) {
    await expect(rows.nth(index + 1)).toContainText(path);
  }
  await rows.nth(1).getByRole('link', { name: 'View trace' }).click();
  await expect(page).toHaveURL(new RegExp(`/traces/${occurrences[0].traceId}`));
  await expect(page.getByRole('treegrid', { name: 'Spans' })).toBeVisible();
});

test('an editor changes the status, which stays and says who did it', async ({ page, visit, client }) => {
  await visit(`/errors/${problem.id}`, { role: 'Editor', login: 'erika' });
  await statusOf(page, 'Resolved').click();
  await expect(page.getByText(/set by erika/)).toBeVisible();
  await page.reload();
  await expect(statusOf(page, 'Resolved')).toBeChecked();
  await expect(page.getByText(/set by erika/)).toBeVisible();
  expect(await client.problem(problem.id)).toMatchObject({ status: 'resolved', statusChangedBy: 'erika' });
});

test('a viewer cannot change the status and is told why', async ({ page, visit, client, stack }) => {
  await visit(`/errors/${problem.id}`, { role: 'Viewer' });
  await expect(page.getByText('Editors and administrators can change it.')).toBeVisible();
  await expect(statusOf(page, 'Resolved')).toBeDisabled();

  const path = `/api/datasources/uid/maho-insights/resources/problems/${problem.id}/status`;
  const answer = await page.request.put(stack.url + path, { data: { status: 'resolved', from: 'open' } });
  expect(answer.status()).toBe(403);
  expect((await client.problem(problem.id)).status).toBe('open');
});

test('a status that somebody else changed meanwhile is not overwritten', async ({ page, visit, client }) => {
  await visit(`/errors/${problem.id}`, { role: 'Editor' });
  await expect(statusOf(page, 'Open')).toBeChecked();
  await client.changeStatus(problem.id, { status: 'ignored', from: 'open' });
  await statusOf(page, 'Resolved').click();
  await expect(page.getByText('Somebody else changed the status meanwhile')).toBeVisible();
  expect((await client.problem(problem.id)).status).toBe('ignored');
  await page.getByRole('button', { name: 'Load again' }).click();
  await expect(statusOf(page, 'Ignored')).toBeChecked();
});

test('an unknown problem says so', async ({ page, visit }) => {
  await visit(`/errors/${'0'.repeat(32)}`);
  await expect(page.getByRole('alert').getByText('Not found')).toBeVisible();
});
