import { expect, type Page } from '@playwright/test';
import type { Figure } from '../../contract/figures.ts';
import { laterHalf } from '../../scripts/lib/laterHalf.ts';
import type { QueryClient } from '../../scripts/lib/QueryClient.ts';
import type { Stack } from '../../scripts/lib/startStack.ts';
import type { ProblemRow } from '../../contract/rows.ts';
import type { RequestRow } from './support/rows.ts';
import { sendFailure } from './support/sendFailure.ts';
import { test } from './support/test.ts';

const cards = [
  { figure: 'errors', title: 'Errors', more: 'Worse: \\d+ more than before', none: 'Worse: none before' },
  { figure: 'averageDuration', title: 'Average response time', more: 'Worse: \\d+ % slower than before', none: '' },
  { figure: 'orders', title: 'Orders', more: 'Better: \\d+ more than before', none: 'Better: none before' },
  { figure: 'slowQueries', title: 'Slow queries', more: 'Worse: \\d+ more than before', none: 'Worse: none before' },
] as const;

interface Comparison {
  value: number;
  previous: number | null;
}

async function compare(client: QueryClient, figure: Figure, range: Stack['range'], store = ''): Promise<Comparison> {
  const query = { queryType: 'figure', figure, format: 'comparison', store } as const;
  const [row] = await client.rows<Comparison>(query, range);
  return row;
}

function cardOf(page: Page, title: string) {
  return page.getByRole('article', { name: title });
}

/** As Grafana writes a count below 1,000 and a duration below a second. */
function written(figure: Figure, value: number): string {
  return figure === 'averageDuration' ? `${Number(value.toPrecision(3))} ms` : String(value);
}

const otherStore = 'other-shop';

test.beforeAll(async ({ stack }) => {
  await sendFailure(stack, { service: otherStore, time: stack.range.to - 30_000 });
});

test('the cards show what the query API answers, and their trends in words', async ({ page, visit, client, stack }) => {
  const range = await laterHalf(client, stack.range);
  await visit('', { range });
  for (const { figure, title, more, none } of cards) {
    await test.step(title, async () => {
      const { value, previous } = await compare(client, figure, range);
      // The excerpts have more of everything in their second half, so that each card has a trend to tell.
      expect(value).toBeGreaterThan(previous ?? Infinity);
      await expect(cardOf(page, title).getByText(written(figure, value), { exact: true })).toBeVisible();
      const trend = new RegExp(`^${previous === 0 ? none : more}$`);
      await expect(cardOf(page, title).getByText(trend)).toBeVisible();
    });
  }
});

test('without a time before, no trend is claimed', async ({ page, visit }) => {
  await visit('');
  for (const { title } of cards) {
    await expect(cardOf(page, title).getByText('Nothing to compare with')).toBeVisible();
  }
});

test('the verdict says how many errors there were and how many problems are open', async ({
  page,
  visit,
  client,
  stack,
}) => {
  const errors = await compare(client, 'errors', stack.range);
  const open = await client.rows<ProblemRow>({ queryType: 'problems', status: 'open' }, stack.range);
  await visit('');
  await expect(page.getByText(`${errors.value} errors; ${open.length} problems open`)).toBeVisible();
});

test("recent problems are the query API's, and lead to the problem", async ({ page, visit, client, stack }) => {
  const problems = await client.rows<ProblemRow>({ queryType: 'problems', sort: 'lastSeen' }, stack.range);
  await visit('');
  const rows = page.getByRole('table', { name: 'Recent problems' }).getByRole('row');
  const shown = problems.slice(0, 8);
  await expect(rows).toHaveCount(shown.length + 1);
  for (const [index, { title }] of shown.entries()) {
    await expect(rows.nth(index + 1)).toContainText(title);
  }
  await rows.nth(1).getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/errors/${problems[0].id}\\?.*from=${stack.range.from}`));
  await expect(page.getByRole('heading', { name: problems[0].title, exact: true })).toBeVisible();
});

test("slowest requests are the query API's, and lead to the trace", async ({ page, visit, client, stack }) => {
  const requests = await client.rows<RequestRow>({ queryType: 'requests', limit: 8 }, stack.range);
  await visit('');
  const rows = page.getByRole('table', { name: 'Slowest requests' }).getByRole('row');
  await expect(rows).toHaveCount(requests.length + 1);
  for (const [index, { method, path, queries }] of requests.entries()) {
    await expect(rows.nth(index + 1)).toContainText(`${method} ${path}`);
    await expect(
      rows
        .nth(index + 1)
        .getByRole('cell', { name: String(queries), exact: true })
        .first()
    ).toBeVisible();
  }
  await rows.nth(1).getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/traces/${requests[0].traceId}`));
  await expect(page.getByText(`${requests[0].spans} spans`, { exact: true })).toBeVisible();
});

test('a time range chosen in the picker is in the URL and changes the figures', async ({
  page,
  visit,
  client,
  stack,
}) => {
  const whole = await compare(client, 'errors', stack.range);
  await visit('');
  await expect(cardOf(page, 'Errors').getByText(String(whole.value), { exact: true })).toBeVisible();

  // The picker takes whole seconds.
  const from = Math.ceil((await laterHalf(client, stack.range)).from / 1_000) * 1_000;
  const range = { from, to: Math.floor(stack.range.to / 1_000) * 1_000 };
  const half = await compare(client, 'errors', range);
  expect(half.value).not.toBe(whole.value);
  const pickerTime = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
  await page.getByRole('button', { name: /^Time range selected/ }).click();
  await page.getByLabel('From', { exact: true }).fill(pickerTime(range.from));
  await page.getByLabel('To', { exact: true }).fill(pickerTime(range.to));
  await page.getByRole('button', { name: 'Apply time range' }).click();

  await expect(cardOf(page, 'Errors').getByText(String(half.value), { exact: true })).toBeVisible();
  const params = new URL(page.url()).searchParams;
  expect([params.get('from'), params.get('to')].map((time) => new Date(time ?? '').valueOf())).toEqual([
    range.from,
    range.to,
  ]);
  await page.reload();
  await expect(cardOf(page, 'Errors').getByText(String(half.value), { exact: true })).toBeVisible();
});

test('the store switcher narrows the figures to one store, and links keep it', async ({
  page,
  visit,
  client,
  stack,
}) => {
  const key = `${otherStore}/1`;
  const { value } = await compare(client, 'errors', stack.range, key);
  expect(value).toBeGreaterThan(0);
  await visit('');
  await page.getByRole('combobox', { name: 'Store' }).click();
  await page.getByRole('option', { name: `${otherStore} / default` }).click();
  await expect(page).toHaveURL(new RegExp(`store=${encodeURIComponent(key)}`));
  await expect(cardOf(page, 'Errors').getByText(String(value), { exact: true })).toBeVisible();
  await cardOf(page, 'Errors').getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/errors\\?.*store=${encodeURIComponent(key)}`));
  await expect(page.getByRole('table', { name: 'Problems' }).getByRole('row')).toHaveCount(2);
});

test('refresh shows what came meanwhile', async ({ page, visit, client, stack }) => {
  const { value } = await compare(client, 'errors', stack.range);
  await visit('');
  const errors = cardOf(page, 'Errors');
  await expect(errors.getByText(String(value), { exact: true })).toBeVisible();
  await sendFailure(stack, { service: otherStore, time: stack.range.to - 20_000 });
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await expect(errors.getByText(String(value + 1), { exact: true })).toBeVisible();
});
