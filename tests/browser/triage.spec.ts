import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { ProblemChange } from '../../contract/problems.ts';
import type { ProblemRow } from '../../contract/rows.ts';
import type { QueryClient } from '../../scripts/lib/QueryClient.ts';
import type { Stack } from '../../scripts/lib/startStack.ts';
import { sendFailure } from './support/sendFailure.ts';
import { testOfOwnStack as test } from './support/testOfOwnStack.ts';

const lastDay = { params: { from: 'now-24h', to: 'now' } };
const editor = { ...lastDay, role: 'Editor', login: 'erika' } as const;

/** While a menu of Grafana's is open, what is behind it is hidden, but not from the tabulator. */
const grafanasOwn = ['aria-hidden-focus'];

let made = 0;

/** A problem of this test alone; `fail` has it occur once more. */
async function makeProblem(client: QueryClient, stack: Stack, file = 'Broken.php') {
  const failure = { callSite: `Shop_Broken${++made}.run`, message: `It broke in place ${'x'.repeat(made)}`, file };
  const fail = (version?: string) => sendFailure(stack, { ...failure, version });
  await fail('26.8.0');
  const range = { from: Date.now() - 3_600_000, to: Date.now() + 60_000 };
  const rows = await client.rows<ProblemRow>({ queryType: 'problems', status: 'all', sort: 'firstSeen' }, range);
  const { id } = rows.find(({ title }) => title === failure.message)!;
  return { id, title: failure.message, fail };
}

/** As somebody else does, in the revision that is there. */
async function changeAside(client: QueryClient, id: string, change: ProblemChange) {
  const { revision } = await client.problem(id);
  expect((await client.change({ problems: [{ id, revision }], change })).refused).toEqual([]);
}

function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true });
}

function activity(page: Page) {
  return page.getByRole('list', { name: 'Activity' });
}

function toast(page: Page) {
  return page.getByRole('status', { name: 'Done' });
}

test('resolved, it stays so with who did it; taken back, it is open', async ({ page, visit, client, stack }) => {
  const { id } = await makeProblem(client, stack);
  await visit(`/errors/${id}`, editor);
  await button(page, 'Resolve').click();
  await expect(page.getByText(/set by erika/)).toBeVisible();
  await expect(activity(page)).toContainText('erika resolved it');
  await page.reload();
  await expect(page.getByText(/set by erika/)).toBeVisible();
  expect(await client.problem(id)).toMatchObject({ status: 'resolved', statusChangedBy: 'erika' });
  await button(page, 'Reopen').click();
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(button(page, 'Reopen')).toBeVisible();
  await expect(activity(page)).toContainText('erika took back');
  expect((await client.problem(id)).status).toBe('resolved');
});

test('seen again after it was resolved, it is open and marked; in a version before the next one it is not', async ({
  page,
  visit,
  client,
  stack,
}) => {
  const { id, fail } = await makeProblem(client, stack);
  await visit(`/errors/${id}`, editor);
  await button(page, 'More ways to resolve').click();
  await page.getByRole('menuitem', { name: /^Resolve in the next version/ }).click();
  await expect(page.getByText(/in the version after 26\.8\.0/)).toBeVisible();
  await fail('26.8.0');
  await button(page, 'Refresh').click();
  await expect(page.getByText('Occurrences2')).toBeVisible();
  await expect(page.getByText('Regression')).toHaveCount(0);
  await fail('26.9.0');
  await button(page, 'Refresh').click();
  await expect(page.getByText('Regression')).toBeVisible();
  await expect(activity(page)).toContainText('Seen again after it was resolved, in version 26.9.0');
  await expect(button(page, 'Resolve')).toBeVisible();
});

test('ignored until two more, it is open with the second', async ({ page, visit, client, stack }) => {
  const { id, fail } = await makeProblem(client, stack);
  await visit(`/errors/${id}`, editor);
  await button(page, 'Ignore').click();
  await page.getByRole('menuitem', { name: 'Other ...' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ignore until' });
  await dialog.getByLabel('More occurrences').fill('2');
  await dialog.getByRole('button', { name: 'Ignore' }).click();
  await expect(page.getByText(/until 2 more, set by erika/)).toBeVisible();
  await expect(activity(page)).toContainText('erika ignored it until 2 more');
  await fail();
  await button(page, 'Refresh').click();
  await expect(page.getByText(/until 1 more, set by erika/)).toBeVisible();
  await fail();
  await button(page, 'Refresh').click();
  await expect(button(page, 'Ignore')).toBeVisible();
  await expect(activity(page)).toContainText('Opened again: it came as often as it was to be ignored');
});

test('is assigned to me and to a login, and noted', async ({ page, visit, client, stack }) => {
  const { id } = await makeProblem(client, stack);
  await visit(`/errors/${id}`, editor);
  const picker = page.getByRole('combobox', { name: 'Assignee' });
  await picker.click();
  await page.getByRole('option', { name: /erika/ }).click();
  await expect(activity(page)).toContainText('erika assigned it to erika');
  await expect(picker).toHaveValue('erika');
  await picker.click();
  await picker.fill('olga@example.com');
  await page.getByRole('option', { name: /olga@example.com/ }).click();
  await expect(activity(page)).toContainText('erika assigned it to olga@example.com');
  await page.getByRole('textbox', { name: 'Note' }).fill('<b>The gateway</b> was down');
  await button(page, 'Add note').click();
  await expect(activity(page)).toContainText('erika wrote:');
  await expect(activity(page).getByText('<b>The gateway</b> was down')).toBeVisible();
  expect((await client.problem(id)).assignee).toBe('olga@example.com');
});

test('a similar one is merged into it and taken out again', async ({ page, visit, client, stack }) => {
  const whole = await makeProblem(client, stack, 'Twin.php');
  const part = await makeProblem(client, stack, 'Twin.php');
  await changeAside(client, part.id, { kind: 'merge', into: whole.id });
  await visit(`/errors/${part.id}`, editor);
  await expect(page.getByText('The problem that was asked for was merged into this one.')).toBeVisible();
  await expect(page.getByRole('heading', { name: whole.title, exact: true })).toBeVisible();
  await expect(page.getByText('Occurrences2')).toBeVisible();
  await button(page, 'Unmerge').click();
  await expect(page.getByRole('heading', { name: part.title, exact: true })).toBeVisible();
  await expect(page.getByText('Occurrences1')).toBeVisible();

  const { similar } = await client.problem(whole.id);
  expect(similar.map(({ id }) => id)).toContain(part.id);
  await visit(`/errors/${whole.id}`, editor);
  const others = page.getByRole('region', { name: 'Similar problems' });
  await expect(others.getByRole('link', { name: part.title })).toBeVisible();
  await others
    .getByRole('button', { name: 'Merge' })
    .nth(similar.findIndex(({ id }) => id === part.id))
    .click();
  await expect(page.getByRole('region', { name: 'Merged into this problem' })).toContainText(part.title);
  await expect(page.getByText('Occurrences2')).toBeVisible();
});

test('what somebody else changed meanwhile is not overwritten, and told', async ({ page, visit, client, stack }) => {
  const { id } = await makeProblem(client, stack);
  await visit(`/errors/${id}`, editor);
  await expect(button(page, 'Resolve')).toBeEnabled();
  await changeAside(client, id, { kind: 'status', status: 'ignored' });
  await button(page, 'Resolve').click();
  await expect(page.getByRole('alert')).toContainText('scripts set it to ignored');
  await expect(page.getByText(/set by scripts/)).toBeVisible();
  expect((await client.problem(id)).status).toBe('ignored');
});

test('a Viewer sees it all and changes nothing', async ({ page, visit, client, stack }) => {
  const { id } = await makeProblem(client, stack);
  const { revision } = await client.problem(id);
  await visit(`/errors/${id}`, { ...lastDay, role: 'Viewer' });
  await expect(button(page, 'Resolve')).toBeDisabled();
  await expect(button(page, 'Ignore')).toBeDisabled();
  await expect(page.getByRole('combobox', { name: 'Assignee' })).toBeDisabled();
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeDisabled();
  await expect(page.getByPlaceholder(/^Editors and administrators can/)).toBeVisible();
  await page.keyboard.press('r');
  const answer = await page.request.post(`${stack.url}/api/datasources/uid/maho-insights/resources/problems/changes`, {
    data: { problems: [{ id, revision }], change: { kind: 'status', status: 'resolved' } },
  });
  expect(answer.status()).toBe(403);
  expect((await client.problem(id)).status).toBe('open');
});

test('all of it by keyboard: help, ignore, resolve, assign', async ({ page, visit, client, stack }) => {
  const { id } = await makeProblem(client, stack);
  await visit(`/errors/${id}`, editor);
  await expect(button(page, 'Resolve')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys of this page' })).toBeVisible();
  // Letters in a dialog are no keys of the page.
  await page.keyboard.press('r');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('i');
  const menu = page.getByRole('menu', { name: 'Ignore' });
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/set by erika/)).toBeVisible();
  expect((await client.problem(id)).status).toBe('ignored');
  await expect(button(page, 'Resolve')).toBeEnabled();
  await page.keyboard.press('r');
  await expect(activity(page)).toContainText('erika resolved it');
  await expect(button(page, 'Reopen')).toBeEnabled();
  await page.keyboard.press('a');
  await expect(page.getByRole('option', { name: 'Nobody' })).toBeVisible();
  await page.keyboard.type('sven');
  await page.keyboard.press('Enter');
  await expect(activity(page)).toContainText('erika assigned it to sven');
  await page.getByRole('textbox', { name: 'Note' }).focus();
  await page.keyboard.type('jkri?');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('jkri?');
  expect((await client.problem(id)).assignee).toBe('sven');
});

for (const theme of ['light', 'dark'] as const) {
  test(`menus, dialogs and notices are no obstacle for anyone, ${theme}`, async ({ page, visit, client, stack }) => {
    test.slow();
    const { id } = await makeProblem(client, stack);
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page }).disableRules(grafanasOwn).analyze();
      const found = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id: rule, nodes }) => nodes.map(({ target, html }) => ({ rule, target: String(target), html })));
      expect(found, what).toEqual([]);
    };
    await visit(`/errors/${id}`, { ...editor, theme });
    await button(page, 'Ignore').click();
    await expect(page.getByRole('menu', { name: 'Ignore' })).toBeVisible();
    await check('menu');
    await page.getByRole('menuitem', { name: 'Other ...' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check('dialog');
    await page.keyboard.press('Escape');
    await button(page, 'Resolve').click();
    await expect(toast(page)).toBeVisible();
    await check('toast');
    await changeAside(client, id, { kind: 'assign', assignee: 'olga' });
    await button(page, 'Reopen').click();
    await expect(page.getByRole('alert')).toBeVisible();
    await check('notice');
    await visit(`/errors/${id}`, { ...lastDay, role: 'Viewer', theme });
    await expect(page.getByRole('table', { name: 'Recent occurrences' })).toBeVisible();
    await check('as Viewer');
  });
}
