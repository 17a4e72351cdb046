import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bridgeTargets } from './bridgeTargets.ts';
import { buildBridge } from './buildBridge.ts';

const { PATH } = process.env;
let root: string;
let told: string[];
const build = () => buildBridge(root, (line) => void told.push(line), { all: false });

/** A `go` that tells its version, and does this for all else. */
function installGo(buildScript: string) {
  const go = join(root, 'bin', 'go');
  writeFileSync(go, `#!/bin/sh\n[ "$1" = version ] && echo go version go1.0 && exit 0\n${buildScript}\n`);
  chmodSync(go, 0o755);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bridge-'));
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'dist', 'datasource'), { recursive: true });
  process.env.PATH = join(root, 'bin');
  told = [];
});

afterEach(() => {
  process.env.PATH = PATH;
  rmSync(root, { recursive: true });
});

it('builds once while nothing changes', async () => {
  installGo(`echo built > ${join(root, bridgeTargets({ all: false })[0].file)}`);
  expect(await build()).toBe(true);
  expect(told.at(-1)).toContain('is built');
  expect(await build()).toBe(true);
  expect(told.at(-1)).toContain('is up to date');
});

it('says what is lost without Go, and goes on', async () => {
  expect(await build()).toBe(false);
  expect(told).toEqual([expect.stringMatching(/^Go was not found.*the preview host can\. Install Go/)]);
});

it('says what is lost without a network, and goes on', async () => {
  installGo('echo "go: x: Get https://proxy: dial tcp: lookup proxy: no such host" >&2; exit 1');
  expect(await build()).toBe(false);
  expect(told.at(-1)).toContain('could not be downloaded');
});

it("fails with the compiler's own words", async () => {
  installGo('echo "pkg/main.go:1:1: syntax error" >&2; exit 1');
  await expect(build()).rejects.toThrow('pkg/main.go:1:1: syntax error');
});
