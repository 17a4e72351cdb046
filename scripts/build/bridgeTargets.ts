import { arch, platform } from 'node:os';

export interface BridgeTarget {
  /** As Go names them, and as Grafana looks for the executable. */
  os: 'linux' | 'darwin' | 'windows';
  arch: 'amd64' | 'arm64';
  /** Relative to the repository. */
  file: string;
}

const operatingSystems = { linux: 'linux', darwin: 'darwin', win32: 'windows' } as const;
const architectures = { x64: 'amd64', arm64: 'arm64' } as const;

/** This machine's platform, or all that Grafana runs on. Empty on a machine that Grafana does not run on. */
export function bridgeTargets({ all }: { all: boolean }): BridgeTarget[] {
  const targets = Object.values(operatingSystems).flatMap((os) =>
    Object.values(architectures).map((goarch) => ({ os, arch: goarch, file: fileOf(os, goarch) }))
  );
  const os = operatingSystems[platform() as keyof typeof operatingSystems];
  const goarch = architectures[arch() as keyof typeof architectures];
  return all ? targets : targets.filter((target) => target.os === os && target.arch === goarch);
}

function fileOf(os: string, goarch: string): string {
  return `dist/datasource/gpx_insights_${os}_${goarch}${os === 'windows' ? '.exe' : ''}`;
}
