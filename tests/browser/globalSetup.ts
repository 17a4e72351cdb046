import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStack } from '../../scripts/lib/startStack.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Starts a shim with the committed excerpts and the preview host; the tests read where from the environment. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const files = ['excerpt-json', 'excerpt-protobuf'].map((name) => join(root, 'tests', 'fixtures', `${name}.jsonl.gz`));
  const stack = await startStack(files, root, (line) => console.error(line));
  process.env.INSIGHTS_TEST_STACK = JSON.stringify(stack);
  return () => stack.close();
}
