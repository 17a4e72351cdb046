import { join } from 'node:path';
import { bridgeTargets, type BridgeTarget } from './bridgeTargets.ts';
import type { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { upToDate } from './upToDate.ts';

export const bridgeMissing =
  'Go was not found: the bridge is left out. Grafana cannot query Insights without it; the preview host can. ' +
  'Install Go (https://go.dev/dl) and build again to use Grafana.';

/**
 * Builds the bridge into dist/datasource for this machine, or for all platforms, unless it is up to date.
 * @returns false when there is no Go to build it with.
 * @throws Error with the Go compiler's own words.
 */
export async function buildBridge(root: string, progress: Progress, { all }: { all: boolean }): Promise<boolean> {
  const version = await goVersion(root);
  if (!version) {
    progress(bridgeMissing);
    return false;
  }
  for (const target of bridgeTargets({ all })) {
    await buildTarget(root, target, version, progress);
  }
  return true;
}

async function buildTarget(root: string, target: BridgeTarget, version: string, progress: Progress): Promise<void> {
  const inputs = ['pkg/**', 'go.mod', 'go.sum'];
  const artefact = { root, name: `bridge-${target.os}-${target.arch}`, inputs, outputs: [target.file], salt: version };
  const made = await upToDate(artefact, async () => {
    progress(`Building the bridge for ${target.os}/${target.arch} (minutes the first time) ...`);
    const { code, output } = await runCommand(
      'go',
      ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(root, target.file), './pkg'],
      { cwd: root, env: { ...process.env, CGO_ENABLED: '0', GOOS: target.os, GOARCH: target.arch } }
    );
    if (code !== 0) {
      throw new Error(`The bridge could not be built for ${target.os}/${target.arch}:\n${output.trim()}`);
    }
  });
  progress(`The bridge for ${target.os}/${target.arch} is ${made ? 'built' : 'up to date'}.`);
}

async function goVersion(root: string): Promise<string | null> {
  try {
    const { code, output } = await runCommand('go', ['version'], { cwd: root });
    return code === 0 ? output.trim() : null;
  } catch {
    return null;
  }
}
