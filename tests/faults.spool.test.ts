import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Body, Signal } from '../backend-shim/src/pipeline/records.ts';
import type { Figures } from '../scripts/lib/computeFigures.ts';
import type { CapturedExport } from '../scripts/lib/readCapture.ts';
import { Lab, exportsOf, type LabOptions } from './support/Lab.ts';
import { debuggable, killProcessor } from './support/killProcessor.ts';
import { excerpts } from './support/recordedSets.ts';
import { until } from './support/until.ts';
import { writeSegment } from './support/writeSegment.ts';

const set = excerpts.find(({ name }) => name === 'excerpt-protobuf')!;

/** Less than the excerpt's bodies. */
const littleRoom = 500_000;

function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

describe('between acknowledgement and storage', () => {
  let exports: CapturedExport[];
  let calm: Figures;
  let lab: Lab;

  beforeAll(async () => {
    exports = await exportsOf(set.file);
    await open();
    await lab.send(exports);
    calm = await lab.figures(set.file);
    await lab.close();
  });
  afterEach(() => lab.close());

  async function open(options?: LabOptions): Promise<void> {
    lab = await Lab.open(options);
  }

  it('the processor may die, again and again', async () => {
    await open({ env: debuggable });
    const third = Math.floor(exports.length / 3);
    for (const at of [0, third, 2 * third]) {
      const sending = lab.send(exports.slice(at, at === 2 * third ? exports.length : at + third));
      await killProcessor(lab.printed);
      await sending;
      await until(
        async () => (await (await fetch(`${lab.shim.url}/metrics`)).text()).match(/processor_deaths_total (\d+)/)?.[1],
        (deaths) => Number(deaths) >= 1 + at / third
      );
    }
    expect(await lab.figures(set.file)).toEqual(calm);
    expect(lab.printed).toContain('The processor died; it is started anew');
    expect(await lab.databaseState()).toBe('ok');
  });

  it('bodies that cannot be decoded any more become dead letters, and hold up no other', async () => {
    await open();
    await lab.shim.stop();
    const bodies = exports.map(bodyOf);
    const garbage = (signal: Signal): Body => ({
      signal,
      encoding: 'protobuf',
      receivedAt: Date.now(),
      bytes: Buffer.from([0x0a, 0x7f, 1, 2, 3]),
    });
    bodies.splice(0, 0, garbage('traces'));
    bodies.splice(20, 0, garbage('logs'), garbage('metrics'));
    bodies.push(garbage('traces'));
    await writeSegment(lab.dataDir, 1, bodies);
    await lab.startShim();
    expect(await lab.figures(set.file, 4)).toEqual(calm);
    const folder = join(lab.dataDir, 'dead-letters');
    const reasons = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    expect(reasons).toHaveLength(4);
    expect(JSON.parse(await readFile(join(folder, reasons[0]), 'utf8')).reason).not.toBe('');
  });

  it('a full spool refuses and asks to come again, and loses nothing', async () => {
    await open({ env: { INSIGHTS_SPOOL_MAX: String(littleRoom) } });
    await fillAndRecover('The spool is full');
  });

  const whereMountable = canMount() ? it : it.skip;
  if (!canMount()) {
    console.warn('SKIPPED: the disk of the spool is full: only root may mount a small file system.');
  }

  whereMountable('a full disk refuses and asks to come again, and loses nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'insights-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${littleRoom}`, 'tmpfs', folder]);
    try {
      await open({ dataDir: folder });
      await fillAndRecover('The spool cannot be written: ENOSPC');
      await lab.shim.stop();
    } finally {
      execFileSync('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    }
  });

  /** Without its database until nothing more is taken; then all that was refused is sent again. */
  async function fillAndRecover(reason: string): Promise<void> {
    await lab.proxy.cut();
    const refused: CapturedExport[] = [];
    let answer: Response | null = null;
    for (const item of exports) {
      const response = await fetch(lab.shim.url + item.path, {
        method: 'POST',
        headers: { 'content-type': item.contentType },
        body: new Uint8Array(item.body),
      });
      if (!response.ok) {
        expect(response.status).toBe(503);
        answer ??= response;
        refused.push(item);
      }
      await response.arrayBuffer();
    }
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(exports.length);
    expect(answer!.headers.get('retry-after')).toBe('1');
    expect(lab.printed).toContain(reason);
    await lab.proxy.open();
    // As a sender does that is asked to come again.
    await lab.send(refused);
    expect(await lab.figures(set.file)).toEqual(calm);
    await until(
      async () => (await fetch(`${lab.shim.url}/readyz`)).status,
      (status) => status === 200
    );
  }
});

function bodyOf(item: CapturedExport): Body {
  const signal = item.path.split('/').at(-1) as Signal;
  return { signal, encoding: 'protobuf', receivedAt: Date.now(), bytes: item.body };
}
