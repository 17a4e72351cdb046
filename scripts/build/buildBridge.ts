import { join } from 'node:path';
import { bridgeTargets, type BridgeTarget } from './bridgeTargets.ts';
import type { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { upToDate } from './upToDate.ts';

const whatIsLost = 'the bridge is left out. Grafana cannot query Insights without it; the preview host can.';
const goMissing = `Go was not found: ${whatIsLost} Install Go (https://go.dev/dl) and build again to use Grafana.`;
const modulesMissing = `The Go modules could not be downloaded: ${whatIsLost} Build again with a network to use Grafana.`;

/** What the go command says when it cannot reach the module proxy, or must not. */
const offline = /dial tcp|no such host|connection refused|i\/o timeout|module lookup disabled/;

class ModulesMissing extends Error {}

/**
 * Builds the bridge into dist/datasource for this machine, or for all platforms, unless it is up to date.
 * @returns false when there is no Go to build it with, or no way to its modules.
 * @throws Error with the Go compiler's own words.
 */
export async function buildBridge(root: string, progress: Progress, { all }: { all: boolean }): Promise<boolean> {
  const version = await goVersion(root);
  if (!version) {
    progress(goMissing);
    return false;
  }
  try {
    for (const target of bridgeTargets({ all })) {
      await buildTarget(root, target, version, progress);
    }
    return true;
  } catch (error) {
    if (error instanceof ModulesMissing) {
      progress(modulesMissing);
      return false;
    }
    throw error;
  }
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
    if (code !== 0 && offline.test(output)) {
      throw new ModulesMissing();
    }
    if (code !== 0) {
      throw new Error(`The bridge could not be built for ${target.os}/${target.arch}:\n${output.trim()}`);
    }
  });
  progress(`The bridge for ${target.os}/${target.arch} is ${made ? 'built' : 'up to date'}.`);
}

async function goVersion(root: string): Promise<string | null> {
  try {
    const { code, output } = await runCommand('go', ['version'], { cwd: root, env: process.env });
    return code === 0 ? output.trim() : null;
  } catch {
    return null;
  }
}
