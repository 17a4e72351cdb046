import { setTimeout as sleep } from 'node:timers/promises';
import type { Figures } from '../scripts/lib/computeFigures.ts';
import { sendExports } from '../scripts/lib/sendExports.ts';
import { Lab, exportsOf } from './support/Lab.ts';
import { captureSets, excerpts, skipWithoutCaptures, type RecordedSet } from './support/recordedSets.ts';

/** Each fault must leave the same figures as a replay without it. */
describe.each([...excerpts.slice(0, 1), ...captureSets.slice(0, 1)].map((set) => [set.name, set] as const))(
  '%s',
  (_name, set: RecordedSet) => {
    let lab: Lab;
    let calm: Figures;

    beforeAll(async () => {
      lab = await Lab.open();
      await lab.send(await exportsOf(set.file));
      calm = await lab.figures(set.file);
      await lab.close();
    });
    beforeEach(async () => {
      lab = await Lab.open();
    });
    afterEach(() => lab.close());

    it('survives kill -9 of the shim in the middle of a replay', async () => {
      const exports = await exportsOf(set.file);
      const half = Math.floor(exports.length / 2);
      await lab.send(exports.slice(0, half));
      await lab.shim.kill();
      await lab.startShim();
      await lab.send(exports.slice(half));
      expect(await lab.figures(set.file)).toEqual(calm);
    });

    it('survives kill -9 while exports are under way: what was not acknowledged is sent again', async () => {
      const exports = await exportsOf(set.file);
      const abort = new AbortController();
      const sending = sendExports(exports, { url: lab.shim.url, signal: abort.signal }).catch(() => undefined);
      await sleep(200);
      await lab.shim.kill();
      abort.abort();
      await sending;
      await lab.startShim();
      await lab.send(exports);
      expect(await lab.figures(set.file)).toEqual(calm);
    });

    it('goes on acknowledging while the database is away, and stores all when it is back', async () => {
      const exports = await exportsOf(set.file);
      const third = Math.floor(exports.length / 3);
      await lab.send(exports.slice(0, third));
      await lab.proxy.cut();
      await lab.send(exports.slice(third, 2 * third));
      await sleep(captureSets.includes(set) ? 30_000 : 3_000);
      await lab.proxy.open();
      await lab.send(exports.slice(2 * third));
      expect(await lab.figures(set.file)).toEqual(calm);
    });

    it('changes no figure when every export is sent twice, at once', async () => {
      const exports = await exportsOf(set.file);
      await Promise.all([lab.send(exports), lab.send(exports)]);
      expect(await lab.figures(set.file)).toEqual(calm);
    });

    it('gives the same figures with two shims on one database, each with every second export', async () => {
      const exports = await exportsOf(set.file);
      const other = await Lab.open({ databaseUrl: lab.database.url });
      try {
        await Promise.all([
          lab.send(exports.filter((_, at) => at % 2 === 0)),
          other.send(exports.filter((_, at) => at % 2 === 1)),
        ]);
        await other.client.settled();
        expect(await lab.figures(set.file)).toEqual(calm);
        // Each shows what the other one stored.
        expect(await other.figures(set.file)).toEqual(calm);
      } finally {
        await other.close();
      }
    });

    it('gives the same figures with two shims that both get every export', async () => {
      const exports = await exportsOf(set.file);
      const other = await Lab.open({ databaseUrl: lab.database.url });
      try {
        await Promise.all([lab.send(exports), other.send(exports.toReversed())]);
        await other.client.settled();
        expect(await lab.figures(set.file)).toEqual(calm);
      } finally {
        await other.close();
      }
    });

    it('tells that the database is away, and what that means', async () => {
      await lab.proxy.cut();
      await expect(lab.client.rows({ queryType: 'problems' }, { from: 0, to: 1 })).rejects.toMatchObject({
        status: 503,
        code: 'unavailable',
      });
      await lab.proxy.open();
    });
  }
);

skipWithoutCaptures('faults in the middle of a whole recorded capture');
