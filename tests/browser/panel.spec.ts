import { expect } from '@playwright/test';
import type { ProblemRow } from '../../contract/rows.ts';
import { test } from './support/test.ts';

const panel = '/d/panel/maho-insights-errordetail-panel';

test('the panel shows a problem as its page does', async ({ page, visit, client, stack }) => {
  const [{ id, title }] = await client.rows<ProblemRow>({ queryType: 'problems', sort: 'occurrences' }, stack.range);
  await visit(panel, { params: { options: JSON.stringify({ problemId: id }) } });
  const shown = page.getByRole('region', { name: 'Maho Insights problem' });
  await expect(shown.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(shown.getByRole('region', { name: 'Stack trace' })).toBeVisible();
  await shown
    .getByRole('table', { name: 'Recent occurrences' })
    .getByRole('link', { name: 'View trace' })
    .first()
    .click();
  await expect(page.getByRole('treegrid', { name: 'Spans' })).toBeVisible();
});

test("in the panel, too, one walks through occurrences and decides; its keys are the dashboard's", async ({
  page,
  visit,
  client,
  stack,
}) => {
  const rows = await client.rows<ProblemRow>({ queryType: 'problems', sort: 'occurrences' }, stack.range);
  const [{ id }] = rows;
  const { kept } = await client.occurrence(id, 'last');
  expect(kept).toBeGreaterThan(1);
  await visit(panel, { role: 'Editor', login: 'erika', params: { options: JSON.stringify({ problemId: id }) } });
  const shown = page.getByRole('region', { name: 'Maho Insights problem' });
  await expect(shown.getByText(`Occurrence ${kept} of ${kept} kept`)).toBeVisible();
  await page.keyboard.press('k');
  await shown.getByRole('button', { name: 'Previous occurrence' }).click();
  await expect(shown.getByText(`Occurrence ${kept - 1} of ${kept} kept`)).toBeVisible();
  await shown.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(shown.getByText(/set by erika/)).toBeVisible();
  await page.getByRole('status', { name: 'Done' }).getByRole('button', { name: 'Undo' }).click();
  await expect(shown.getByRole('button', { name: 'Resolve', exact: true })).toBeVisible();
  expect((await client.problem(id)).status).toBe('open');
});

test('without a problem the panel says how to choose one', async ({ page, visit }) => {
  await visit(panel);
  await expect(page.getByText('No problem to show')).toBeVisible();
  await expect(page.getByText(/Set a problem id in the panel's options/)).toBeVisible();
});
