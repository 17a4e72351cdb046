import { open, readdir, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { RetryableError } from '../pipeline/errors.ts';
import type { Spool } from './Spool.ts';
import { SpoolError, SpoolFullError } from './SpoolError.ts';
import { bodyOf, newDirectory, openSpool, readAll, textOf } from './testing/testSpool.ts';

/** Consumes until `count` bodies were handled or put aside. */
async function consumeUntil(spool: Spool, count: number, handle: (texts: string[]) => void): Promise<string[]> {
  const handled: string[] = [];
  const start = spool.deadLetters();
  const running = spool.consume(async (bodies) => {
    const texts = bodies.map(textOf);
    handle(texts);
    handled.push(...texts);
  });
  while (handled.length + spool.deadLetters() - start < count) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await spool.close();
  await running;
  return handled;
}

async function fileHandlePrototype(): Promise<FileHandle> {
  const handle = await open(__filename);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: no luck`), { code });
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a handler that fails', () => {
  it('gets the same batch again after a RetryableError, while bodies go on being taken', async () => {
    const spool = await openSpool(await newDirectory());
    await Promise.all(['a', 'b', 'c'].map((text) => spool.append(bodyOf(text))));
    let failures = 0;
    const batches: string[][] = [];
    const handled = await consumeUntil(spool, 4, (texts) => {
      batches.push(texts);
      if (failures++ < 2) {
        void spool.append(bodyOf(`while away ${failures}`)).catch(() => undefined);
        throw new RetryableError('The database is away.');
      }
    });
    expect(batches.slice(0, 3)).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(handled.slice(0, 4)).toEqual(['a', 'b', 'c', 'while away 1']);
    expect(spool.deadLetters()).toBe(0);
  });

  it('loses one body of a batch to the dead letters, and no other', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    await Promise.all(['a', 'bad', 'c'].map((text) => spool.append(bodyOf(text, { signal: 'logs' }))));
    const handled = await consumeUntil(spool, 3, (texts) => {
      if (texts.includes('bad')) {
        throw new TypeError('cannot read this');
      }
    });
    expect(handled).toEqual(['a', 'c']);
    expect(spool.deadLetters()).toBe(1);
    expect(spool.waiting()).toEqual({ bodies: 0, bytes: 0 });
    const files = await readdir(join(directory, 'dead-letters'));
    const description = files.find((file) => file.endsWith('.json'))!;
    const body = await readFile(join(directory, 'dead-letters', description.replace('.json', '.body')), 'utf8');
    expect(body).toBe('bad');
    expect(JSON.parse(await readFile(join(directory, 'dead-letters', description), 'utf8'))).toMatchObject({
      reason: 'cannot read this',
      signal: 'logs',
      encoding: 'json',
      receivedAt: '2023-11-14T22:13:20.123Z',
    });
  });

  it('may fail for a while even when it is tried with one body after the other', async () => {
    const spool = await openSpool(await newDirectory());
    await Promise.all(['a', 'bad', 'c'].map((text) => spool.append(bodyOf(text))));
    let away = 2;
    const handled = await consumeUntil(spool, 3, (texts) => {
      if (texts.includes('bad')) {
        throw new Error('never');
      }
      if (away-- > 0) {
        throw new RetryableError('away');
      }
    });
    expect(handled).toEqual(['a', 'c']);
    expect(spool.deadLetters()).toBe(1);
  });

  it('is not waited for when the spool closes: the batch stays', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    await spool.append(bodyOf('a'));
    await new Promise<void>((resolve) => {
      void spool.consume(async () => {
        resolve();
        throw new RetryableError('away');
      });
    });
    await spool.close();
    expect(await readAll(await openSpool(directory), 1)).toEqual(['a']);
  });

  it('counts the dead letters of earlier processes', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    await spool.append(bodyOf('bad'));
    await consumeUntil(spool, 1, () => {
      throw new Error('never');
    });
    const again = await openSpool(directory);
    expect(again.deadLetters()).toBe(1);
    await again.close();
  });
});

describe('a spool that is full', () => {
  it('refuses, and takes again when something was processed', async () => {
    const spool = await openSpool(await newDirectory(), { maxBytes: 200 });
    await spool.append(bodyOf('x'.repeat(100)));
    await expect(spool.append(bodyOf('x'.repeat(100)))).rejects.toThrow(SpoolFullError);
    await expect(spool.append(bodyOf('small'))).resolves.toBeUndefined();
    void spool.consume(async () => undefined);
    while (spool.waiting().bodies > 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await expect(spool.append(bodyOf('x'.repeat(100)))).resolves.toBeUndefined();
    await spool.close();
  });

  it('counts bodies whose write is under way', async () => {
    const spool = await openSpool(await newDirectory(), { maxBytes: 500 });
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => spool.append(bodyOf('x'.repeat(100)))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    await spool.close();
  });

  it('says so when it is checked', async () => {
    const spool = await openSpool(await newDirectory(), { maxBytes: 50 });
    await expect(spool.check()).resolves.toBeUndefined();
    await spool.append(bodyOf('x'.repeat(28)));
    await expect(spool.check()).rejects.toThrow(SpoolFullError);
    await spool.close();
  });
});

describe('a disk that fails', () => {
  it('refuses bodies while it is full, keeps what was acknowledged, and recovers', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    await spool.append(bodyOf('before'));
    const prototype = await fileHandlePrototype();
    const real = prototype.writev;
    // Half of it is written, as on a disk that fills up.
    const writev = jest.spyOn(prototype, 'writev').mockImplementation(async function (this: FileHandle, buffers, at) {
      await real.call(this, [buffers[0]], at);
      throw diskError('ENOSPC');
    });
    await expect(spool.append(bodyOf('during'))).rejects.toThrow(SpoolError);
    writev.mockRestore();
    await spool.append(bodyOf('after'));
    await spool.close();
    expect(await readAll(await openSpool(directory), 2)).toEqual(['before', 'after']);
  });

  it('goes on in a new segment where not even the half that was written can be taken back', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    await spool.append(bodyOf('before'));
    const prototype = await fileHandlePrototype();
    const real = prototype.writev;
    jest.spyOn(prototype, 'writev').mockImplementationOnce(async function (this: FileHandle, buffers, at) {
      await real.call(this, [buffers[0]], at);
      throw diskError('EIO');
    });
    jest.spyOn(prototype, 'truncate').mockRejectedValueOnce(diskError('EIO'));
    await expect(spool.append(bodyOf('during'))).rejects.toThrow(SpoolError);
    await spool.append(bodyOf('after'));
    expect(spool.waiting().bodies).toBe(2);
    expect(await readAll(spool, 2)).toEqual(['before', 'after']);
  });

  it('writes the rest of what was written short', async () => {
    const spool = await openSpool(await newDirectory());
    const prototype = await fileHandlePrototype();
    const real = prototype.writev;
    jest.spyOn(prototype, 'writev').mockImplementationOnce(async function (this: FileHandle, buffers, at) {
      return real.call(this, [(buffers[0] as Uint8Array).subarray(0, 5)], at);
    });
    await spool.append(bodyOf('whole'));
    expect(await readAll(spool, 1)).toEqual(['whole']);
  });

  it('in strict mode acknowledges nothing that was not synced', async () => {
    const spool = await openSpool(await newDirectory(), { sync: 'strict' });
    await spool.append(bodyOf('before'));
    jest.spyOn(await fileHandlePrototype(), 'datasync').mockRejectedValueOnce(diskError('EIO'));
    await expect(spool.append(bodyOf('during'))).rejects.toThrow(SpoolError);
    await spool.append(bodyOf('after'));
    expect(await readAll(spool, 2)).toEqual(['before', 'after']);
  });

  it('refuses when it is closing', async () => {
    const spool = await openSpool(await newDirectory());
    await spool.close();
    await expect(spool.append(bodyOf('late'))).rejects.toThrow(SpoolError);
  });
});
