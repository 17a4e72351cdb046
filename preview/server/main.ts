import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPlugin } from '../../scripts/build/buildPlugin.ts';
import { buildPreview } from './buildPreview.ts';
import { readPreviewOptions } from './readPreviewOptions.ts';
import { startPreview } from './startPreview.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const progress = (line: string) => console.error(line);

try {
  const options = readPreviewOptions(process.env, root);
  await buildPlugin(root, progress);
  await buildPreview(root, progress);
  const preview = await startPreview(options);
  progress(`Preview: ${preview.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void preview.close());
  }
} catch (error) {
  progress(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
