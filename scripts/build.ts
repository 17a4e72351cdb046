import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBridge } from './build/buildBridge.ts';
import { buildPlugin } from './build/buildPlugin.ts';
import type { Progress } from './build/Progress.ts';

export interface BuildOptions {
  /** The bridge for every platform that Grafana runs on, not for this machine's alone. */
  all?: boolean;
  /** False where Grafana is not used: the preview host needs no bridge. */
  bridge?: boolean;
  progress?: Progress;
}

/**
 * Brings dist/ up to date: the plugin, then the bridge.
 * @returns whether the bridge is there. It is not where Go is missing, which is no error.
 * @throws Error when a compiler refuses; its message is complete.
 */
export async function build(options: BuildOptions = {}): Promise<{ bridge: boolean }> {
  const { all = false, bridge = true, progress = (line) => console.error(line) } = options;
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  // One after the other: webpack empties dist before it writes.
  await buildPlugin(root, progress);
  return { bridge: bridge && (await buildBridge(root, progress, { all })) };
}

if (import.meta.main) {
  try {
    await build({ all: process.argv.includes('--all') });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
