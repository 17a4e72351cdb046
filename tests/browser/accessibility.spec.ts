import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { pages } from './support/pages.ts';
import { test } from './support/test.ts';

/** What Grafana's own components do, which is not ours to mend: rule, part of the element's selector, and why. */
const grafanasOwn: Array<{ rule: string; target: RegExp; why: string }> = [];

for (const theme of ['light', 'dark'] as const) {
  test(`no page has a serious obstacle for anyone, ${theme}`, async ({ page, visit, client, stack }) => {
    test.slow();
    for (const { name, path, main } of await pages(client, stack)) {
      await test.step(name, async () => {
        await visit(path, { theme });
        await expect(page.getByRole(main[0], { name: main[1] })).toBeVisible();
        await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => ({ rule: id, target: String(target), html })))
          .filter(({ rule, target }) => !grafanasOwn.some((own) => own.rule === rule && own.target.test(target)));
        expect(found, name).toEqual([]);
      });
    }
  });
}
