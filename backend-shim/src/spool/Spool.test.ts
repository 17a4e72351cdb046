import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Body } from '../pipeline/records.ts';
import { bodyOf, newDirectory, openSpool, readAll, textOf, until } from './testing/testSpool.ts';

const small = { segmentBytes: 300 };

async function segmentsOf(directory: string): Promise<string[]> {
  return (await readdir(join(directory, 'spool'))).filter((name) => name.endsWith('.segment')).sort();
}

describe('spool', () => {
  it('hands over what was appended, in order and unchanged', async () => {
    const spool = await openSpool(await newDirectory());
    const sent: Body[] = [
      bodyOf('one'),
      bodyOf('two', { signal: 'logs', encoding: 'protobuf', receivedAt: 1 }),
      bodyOf('', { signal: 'metrics', encoding: 'ndjson' }),
    ];
    for (const body of sent) {
      await spool.append(body);
    }
    const got: Body[] = [];
    const done = new Promise<void>((resolve) => {
      void spool.consume(async (bodies) => {
        got.push(...bodies.map((body) => ({ ...body, bytes: Buffer.from(body.bytes) })));
        if (got.length === 3) {
          resolve();
        }
      });
    });
    await done;
    await spool.close();
    expect(got).toEqual(sent);
  });

  it('hands over what comes while it consumes, also at once', async () => {
    const spool = await openSpool(await newDirectory(), small);
    const texts = Array.from({ length: 500 }, (_, index) => `body ${index}`);
    const read = readAll(spool, 500);
    for (let at = 0; at < 500; at += 50) {
      await Promise.all(texts.slice(at, at + 50).map((text) => spool.append(bodyOf(text))));
    }
    expect(await read).toEqual(texts);
    expect(spool.waiting()).toEqual({ bodies: 0, bytes: 0 });
  });

  it.each(['write', 'strict'] as const)('keeps all over a restart (%s), in segments', async (sync) => {
    const directory = await newDirectory();
    const texts = Array.from({ length: 40 }, (_, index) => `body ${index}`);
    for (const half of [texts.slice(0, 20), texts.slice(20)]) {
      const spool = await openSpool(directory, { ...small, sync });
      for (const text of half) {
        await spool.append(bodyOf(text));
      }
      await spool.close();
    }
    const spool = await openSpool(directory, small);
    expect(spool.waiting().bodies).toBe(40);
    expect(await readAll(spool, 40)).toEqual(texts);
  });

  it('goes on after the bodies that were processed, and deletes their segments', async () => {
    const directory = await newDirectory();
    const texts = Array.from({ length: 30 }, (_, index) => `body ${index}`);
    const first = await openSpool(directory, { ...small, batch: { bodies: 1, bytes: 1000 } });
    for (const text of texts) {
      await first.append(bodyOf(text));
    }
    const files = await segmentsOf(directory);
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      void first.consume(async ([body]) => {
        seen.push(textOf(body));
        if (seen.length === 17) {
          // Closes in the middle of this batch: it ends, and no other begins.
          void first.close().then(resolve);
        }
      });
    });
    expect(files.length).toBeGreaterThan(1);
    expect(await segmentsOf(directory)).not.toContain(files[0]);
    const second = await openSpool(directory, small);
    expect(second.waiting().bodies).toBe(13);
    expect([...seen, ...(await readAll(second, 13))]).toEqual(texts);
  });

  it('leaves nothing of what was processed on the disk, though nothing more comes', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory, { segmentMs: 20 });
    await spool.append(bodyOf('one'));
    void spool.consume(async () => undefined);
    await until(async () => (await segmentsOf(directory)).length === 0);
    await spool.append(bodyOf('two'));
    await spool.close();
    const again = await openSpool(directory);
    const { bodies } = again.waiting();
    expect(await readAll(again, bodies)).toEqual(bodies === 0 ? [] : ['two']);
  });

  it('keeps what comes while a segment ends by age', async () => {
    const spool = await openSpool(await newDirectory(), { segmentMs: 1 });
    const texts = Array.from({ length: 200 }, (_, index) => `body ${index}`);
    const read = readAll(spool, 200);
    for (const text of texts) {
      await spool.append(bodyOf(text));
    }
    expect(await read).toEqual(texts);
  });

  it('hands over again what was not finished', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    await spool.append(bodyOf('again'));
    await spool.close();
    const again = await openSpool(directory);
    expect(await readAll(again, 1)).toEqual(['again']);
  });

  it('starts with nothing, and with a checkpoint that cannot be read', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    expect(spool.waiting()).toEqual({ bodies: 0, bytes: 0 });
    await spool.append(bodyOf('one'));
    await spool.close();
    const { writeFile } = await import('node:fs/promises');
    await writeFile(join(directory, 'spool', 'checkpoint.json'), '{"segment":');
    expect(await readAll(await openSpool(directory), 1)).toEqual(['one']);
  });

  it('never reuses the number of a segment that was processed', async () => {
    const directory = await newDirectory();
    for (const text of ['one', 'two', 'three']) {
      const spool = await openSpool(directory);
      await spool.append(bodyOf(text));
      expect(await readAll(spool, 1)).toEqual([text]);
    }
  });

  it('hands over a body that is larger than a batch and a segment', async () => {
    const spool = await openSpool(await newDirectory(), { ...small, batch: { bodies: 10, bytes: 1 } });
    const texts = ['x'.repeat(10_000), 'y', 'z'.repeat(2_000)];
    for (const text of texts) {
      await spool.append(bodyOf(text));
    }
    expect(await readAll(spool, 3)).toEqual(texts);
  });

  it('tells how long nothing was processed though something waits', async () => {
    const spool = await openSpool(await newDirectory());
    expect(spool.spool.standstill()).toBe(0);
    await spool.append(bodyOf('one'));
    await until(() => spool.spool.standstill() > 20);
    void spool.consume(async () => undefined);
    await until(() => spool.waiting().bodies === 0);
    expect(spool.spool.standstill()).toBe(0);
    await spool.close();
  });

  it('keeps to the limits of a batch', async () => {
    const spool = await openSpool(await newDirectory(), { batch: { bodies: 7, bytes: 1_000_000 } });
    await Promise.all(Array.from({ length: 30 }, (_, index) => spool.append(bodyOf(String(index)))));
    const sizes: number[] = [];
    await new Promise<void>((resolve) => {
      void spool.consume(async (bodies) => {
        sizes.push(bodies.length);
        if (sizes.reduce((sum, size) => sum + size) === 30) {
          resolve();
        }
      });
    });
    await spool.close();
    expect(sizes).toEqual([7, 7, 7, 7, 2]);
  });

  it('takes over the lock of a process that is gone, and refuses a second one', async () => {
    const directory = await newDirectory();
    const { mkdir, writeFile } = await import('node:fs/promises');
    await mkdir(join(directory, 'spool'));
    const lock = join(directory, 'spool', 'lock');
    // The parent process lives, but was begun at another time than the lock says.
    await writeFile(lock, `${process.ppid} 1`);
    const spool = await openSpool(directory);
    expect(await readFile(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    await spool.close();
    const began = (await readFile(`/proc/${process.ppid}/stat`, 'utf8')).split(') ').at(-1)!.split(' ')[19];
    await writeFile(lock, `${process.ppid} ${began}`);
    await expect(openSpool(directory)).rejects.toThrow(`in use by the process ${process.ppid}`);
  });
});
