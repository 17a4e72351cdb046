import { expect } from '@playwright/test';
import { pages } from './support/pages.ts';
import { test } from './support/test.ts';

test.use({ viewport: { width: 700, height: 900 } });

test('no page is scrolled sideways at 700 px', async ({ page, visit, client, stack }) => {
  for (const { name, path, main } of await pages(client, stack)) {
    await test.step(name, async () => {
      await visit(path);
      const shown = page.getByRole(main[0], { name: main[1] });
      await expect(shown).toBeVisible();
      const [width, inner] = await page.locator('html').evaluate((html) => [html.scrollWidth, html.clientWidth]);
      expect(width).toBeLessThanOrEqual(inner);
      // Nor is anything cut off at the side by a box that hides what is too wide.
      const box = await shown.boundingBox();
      expect((box?.x ?? Infinity) + (box?.width ?? Infinity)).toBeLessThanOrEqual(inner);
    });
  }
});

test('a page ends where its content does', async ({ page, visit, client, stack }) => {
  for (const { name, path, main } of await pages(client, stack)) {
    await test.step(name, async () => {
      await visit(path);
      await expect(page.getByRole(main[0], { name: main[1] })).toBeVisible();
      const content = await page.locator('main').evaluate((main) => main.getBoundingClientRect().bottom);
      const scrolled = await page.locator('html').evaluate((html) => html.scrollHeight);
      expect(scrolled).toBeLessThanOrEqual(Math.ceil(content) + 1);
    });
  }
});
