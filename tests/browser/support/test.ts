import { expect, test as base } from '@playwright/test';
import type { Role } from '../../../contract/access.ts';
import { QueryClient } from '../../../scripts/lib/QueryClient.ts';
import type { Stack } from '../../../scripts/lib/startStack.ts';

export interface Visit {
  role?: Role;
  login?: string;
  theme?: 'light' | 'dark';
  /** The stack's own by default. */
  range?: Stack['range'];
  /** Address of another preview host than the stack's. */
  host?: string;
  /** More of the URL's query. */
  params?: Record<string, string>;
}

interface Fixtures {
  /** What the query API itself answers, beside which pages are held. */
  client: QueryClient;
  /** Opens a page of the app, such as `/errors`, or one of the host's, such as `/explore`. */
  visit: (path: string, visit?: Visit) => Promise<void>;
  /** No test passes while a script of the page fails. */
  failures: Error[];
}

/** Pages on a shim with the committed excerpts, unless a file brings a {@link Stack} of its own. */
export const test = base.extend<Fixtures, { stack: Stack }>({
  stack: [async ({}, use) => use(JSON.parse(process.env.INSIGHTS_TEST_STACK ?? 'null') as Stack), { scope: 'worker' }],

  client: async ({ stack }, use) => use(new QueryClient(stack.insightsUrl, stack.token)),

  visit: async ({ page, stack }, use) => {
    await use(async (path, visit = {}) => {
      const {
        range = stack.range,
        params = {},
        role = 'Admin',
        login = 'tester',
        theme = 'dark',
        host = stack.url,
      } = visit;
      const isHosts = /^\/(explore|d|connections|plugins)\b/.test(path);
      const query = new URLSearchParams({
        from: String(range.from),
        to: String(range.to),
        role,
        login,
        theme,
        ...params,
      });
      await page.goto(`${host}${isHosts ? '' : '/a/maho-insights-app'}${path}?${query}`);
    });
  },

  failures: [
    async ({ page }, use) => {
      const failures: Error[] = [];
      page.on('pageerror', (error) => failures.push(error));
      await use(failures);
      expect(failures, 'uncaught errors of the page').toEqual([]);
    },
    { auto: true },
  ],
});
