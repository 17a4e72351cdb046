import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStack } from '../../../scripts/lib/startStack.ts';
import { test } from './test.ts';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** As {@link test}, on a stack for the file alone, without data. */
export const testOfOwnStack = test.extend<object, object>({
  stack: [
    async ({}, use) => {
      const { close, ...stack } = await startStack({ root, files: [], log: () => undefined });
      await use(stack);
      await close();
    },
    { scope: 'worker' },
  ],
});
