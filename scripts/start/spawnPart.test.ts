import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnPart } from './spawnPart.ts';

describe('spawnPart', () => {
  let folder: string;
  const spawnNode = (script: string, endLimitMs?: number) =>
    spawnPart({
      name: 'Part',
      command: process.execPath,
      args: ['-e', script],
      cwd: folder,
      logFile: join(folder, 'logs', 'part.log'),
      endLimitMs,
    });
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'part-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('tells how a process ended and what it said last', async () => {
    const { died, exited } = await spawnNode('console.log("before"); console.error("no database"); process.exit(3)');
    expect(await exited).toBe(3);
    const reason = await died;
    expect(reason).toContain('exit code 3');
    expect(reason).toContain('no database');
  });

  it('ends a process that listens', async () => {
    const part = await spawnNode('setInterval(() => {}, 1000)');
    await part.stop();
    expect(() => process.kill(part.pid, 0)).toThrow('ESRCH');
    await part.stop();
  });

  it('ends one that does not by force', async () => {
    const part = await spawnNode(
      'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)',
      200
    );
    await part.stop();
    expect(() => process.kill(part.pid, 0)).toThrow('ESRCH');
  });

  it('says when there is no such program', async () => {
    const missing = {
      name: 'Grafana',
      command: join(folder, 'none'),
      args: [],
      cwd: folder,
      logFile: join(folder, 'l'),
    };
    await expect(spawnPart(missing)).rejects.toThrow('Grafana could not be started');
  });
});
