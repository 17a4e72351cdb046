import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { ProblemRow } from '../../contract/rows.ts';
import type { QueryClient } from '../../scripts/lib/QueryClient.ts';
import { sendFailure } from './support/sendFailure.ts';
import { testOfOwnStack as test } from './support/testOfOwnStack.ts';

const lastDay = { params: { from: 'now-24h', to: 'now' } };
const editor = { ...lastDay, role: 'Editor', login: 'erika' } as const;
const names = ['Alpha', 'Bravo', 'Charlie'];

test.beforeAll(async ({ stack }) => {
  for (const name of [...names, 'Bravo']) {
    await sendFailure(stack, { callSite: `Shop_${name}.run`, message: `${name} broke` });
  }
});

/** Each test finds all problems open, apart, and nobody's. */
test.afterEach(async ({ client }) => {
  const rows = await problems(client);
  for (const { id } of rows) {
    const { merged } = await client.problem(id);
    for (const part of merged) {
      await client.change({ problems: [await refOf(client, part.id)], change: { kind: 'unmerge' } });
    }
  }
  for (const { id, status, assignee } of await problems(client)) {
    if (status !== 'open') {
      await client.change({ problems: [await refOf(client, id)], change: { kind: 'status', status: 'open' } });
    }
    if (assignee !== null) {
      await client.change({ problems: [await refOf(client, id)], change: { kind: 'assign', assignee: null } });
    }
  }
});

function problems(client: QueryClient) {
  const range = { from: Date.now() - 86_400_000, to: Date.now() + 60_000 };
  return client.rows<ProblemRow>({ queryType: 'problems', status: 'all' }, range);
}

async function refOf(client: QueryClient, id: string) {
  return { id, revision: (await client.problem(id)).revision };
}

async function byTitle(client: QueryClient, name: string): Promise<ProblemRow> {
  return (await problems(client)).find(({ title }) => title === `${name} broke`)!;
}

function link(page: Page, name: string) {
  return page.getByRole('link', { name: `${name} broke` });
}

function tick(page: Page, name: string) {
  // The box itself is drawn by what lies over it.
  return page.getByRole('checkbox', { name: `Select ${name} broke` }).check({ force: true });
}

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

async function expectListed(page: Page, listed: string[]): Promise<void> {
  for (const name of names) {
    await expect(link(page, name)).toHaveCount(listed.includes(name) ? 1 : 0);
  }
}

test('several are resolved at once, and taken back', async ({ page, visit, client }) => {
  await visit('/errors', editor);
  await tick(page, 'Alpha');
  await tick(page, 'Charlie');
  await expect(page.getByText('2 problems selected')).toBeVisible();
  await button(page, 'Resolve').click();
  await expectListed(page, ['Bravo']);
  await expect(page.getByText('2 problems resolved')).toBeVisible();
  expect((await byTitle(client, 'Alpha')).status).toBe('resolved');
  await button(page, 'Undo').click();
  await expectListed(page, names);
  expect((await byTitle(client, 'Alpha')).status).toBe('open');
});

test('what somebody else changed meanwhile is left alone, and told', async ({ page, visit, client }) => {
  await visit('/errors', editor);
  await tick(page, 'Alpha');
  await tick(page, 'Bravo');
  const { id } = await byTitle(client, 'Bravo');
  await client.change({ problems: [await refOf(client, id)], change: { kind: 'assign', assignee: 'otto' } });
  await button(page, 'Resolve').click();
  await expect(page.getByRole('alert')).toContainText('assigned it to otto');
  await expectListed(page, ['Bravo', 'Charlie']);
  await expect(page.getByRole('row', { name: /Bravo broke/ })).toContainText('otto');
  expect(await byTitle(client, 'Bravo')).toMatchObject({ status: 'open', assignee: 'otto' });
});

test('one is ignored for a day, and is among the ignored', async ({ page, visit, client }) => {
  await visit('/errors', { ...editor, theme: 'light' });
  await tick(page, 'Alpha');
  await button(page, 'Ignore').click();
  await page.getByRole('menuitem', { name: 'For a day' }).click();
  await expectListed(page, ['Bravo', 'Charlie']);
  await page.getByRole('radio', { name: 'Ignored' }).click();
  await expectListed(page, ['Alpha']);
  await page.getByRole('radio', { name: 'All' }).click();
  await expect(page.getByRole('row', { name: /Alpha broke/ }).getByText('Ignored')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  const { ignoredUntil } = await client.problem((await byTitle(client, 'Alpha')).id);
  expect(Math.round((ignoredUntil!.time! - Date.now()) / 3_600_000)).toBe(24);
});

test('assigned to me and to another login, and found by it', async ({ page, visit }) => {
  await visit('/errors', editor);
  await tick(page, 'Alpha');
  await button(page, 'Assign to me').click();
  await expect(page.getByRole('row', { name: /Alpha broke/ })).toContainText('erika');
  await tick(page, 'Bravo');
  const picker = page.getByRole('combobox', { name: 'Assignee' });
  await picker.fill('otto');
  await page.getByRole('option', { name: /otto/ }).click();
  await expect(page.getByRole('row', { name: /Bravo broke/ })).toContainText('otto');
  await page.getByRole('combobox', { name: 'Search problems' }).fill('is:mine');
  await expectListed(page, ['Alpha']);
  await page.getByRole('combobox', { name: 'Search problems' }).fill('assignee:ot*');
  await expectListed(page, ['Bravo']);
});

test('two are merged into one, and separated by taking it back', async ({ page, visit }) => {
  await visit('/errors', editor);
  await tick(page, 'Alpha');
  await tick(page, 'Bravo');
  await button(page, 'Merge').click();
  const dialog = page.getByRole('dialog', { name: 'Merge 2 problems' });
  await expect(dialog.getByRole('radio', { name: /Bravo broke/ })).toBeChecked();
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await dialog.getByRole('button', { name: 'Merge into this one' }).click();
  await expectListed(page, ['Bravo', 'Charlie']);
  const row = page.getByRole('row', { name: /Bravo broke/ });
  await expect(row.getByText('1 merged')).toBeVisible();
  await expect(row.getByRole('cell').nth(4)).toHaveText('3');
  await button(page, 'Undo').click();
  await expectListed(page, names);
  await expect(row.getByRole('cell').nth(4)).toHaveText('2');
});

test('by keys alone: move, select, resolve, undo, assign, open', async ({ page, visit, client }) => {
  await visit('/errors', { ...editor, params: { ...lastDay.params, sort: 'occurrences' } });
  await expect(link(page, 'Bravo')).toBeVisible();
  await page.keyboard.press('j');
  await expect(link(page, 'Bravo')).toBeFocused();
  await page.keyboard.press('r');
  await expectListed(page, ['Alpha', 'Charlie']);
  await expect(button(page, 'Undo')).toBeVisible();
  await page.keyboard.press('u');
  await expectListed(page, names);
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  await expect(page.getByText('1 problem selected')).toBeVisible();
  await page.keyboard.press('a');
  await page.keyboard.type('otto');
  await page.getByRole('option', { name: /otto/ }).waitFor();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /otto/ })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys and search' })).toBeVisible();
  await page.keyboard.press('Escape');
  await link(page, 'Charlie').focus();
  await page.keyboard.press('Enter');
  const { id } = await byTitle(client, 'Charlie');
  await expect(page).toHaveURL(new RegExp(`/errors/${id}`));
});

test('a Viewer sees what could be done, and who can', async ({ page, visit }) => {
  await visit('/errors', { ...lastDay, role: 'Viewer', login: 'vera' });
  await expectListed(page, names);
  await expect(page.getByText('Editors and administrators can change problems.').first()).toBeVisible();
  for (const name of ['Resolve', 'Ignore', 'Assign to me', 'Merge']) {
    await expect(button(page, name)).toBeDisabled();
  }
  await expect(page.getByRole('table', { name: 'Problems' }).getByRole('checkbox')).toHaveCount(0);
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  await expectListed(page, names);
  const { violations } = await new AxeBuilder({ page }).include('main').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});
