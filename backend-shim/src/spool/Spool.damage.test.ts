import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { headerBytes } from './record.ts';
import { bodyOf, newDirectory, openSpool, readAll } from './testing/testSpool.ts';

/** A folder with three bodies, in one segment or in one each. */
async function filled(segmentBytes = 1_000_000): Promise<{ directory: string; file: (at?: number) => string }> {
  const directory = await newDirectory();
  const spool = await openSpool(directory, { segmentBytes });
  for (const text of ['first', 'second', 'third']) {
    await spool.append(bodyOf(text));
  }
  await spool.close();
  const files = (await readdir(join(directory, 'spool'))).filter((name) => name.endsWith('.segment')).sort();
  return { directory, file: (at = 0) => join(directory, 'spool', files[at] ?? '9999999999999999.segment') };
}

async function damage(path: string, at: number): Promise<void> {
  const content = await readFile(path);
  content[at] ^= 0xff;
  await writeFile(path, content);
}

describe('a segment that a crash left', () => {
  it.each([1, 4, headerBytes - 1, headerBytes, headerBytes + 3])(
    'is cut where a body has only %d bytes',
    async (bytes) => {
      const { directory, file } = await filled();
      const whole = await readFile(file());
      await appendFile(file(), whole.subarray(0, bytes));
      const spool = await openSpool(directory);
      expect(spool.waiting()).toEqual({ bodies: 3, bytes: whole.length });
      await spool.append(bodyOf('fourth'));
      expect(await readAll(spool, 4)).toEqual(['first', 'second', 'third', 'fourth']);
      expect(spool.deadLetters()).toBe(0);
    }
  );

  it('is cut where a power cut left zeroes', async () => {
    const { directory, file } = await filled();
    await appendFile(file(), Buffer.alloc(10_000));
    const spool = await openSpool(directory);
    expect(await readAll(spool, 3)).toEqual(['first', 'second', 'third']);
    expect(spool.deadLetters()).toBe(0);
  });

  it('may be empty', async () => {
    const { directory, file } = await filled();
    await writeFile(file(1), '');
    expect(await readAll(await openSpool(directory), 3)).toEqual(['first', 'second', 'third']);
  });
});

describe('a damaged segment', () => {
  it.each([
    ['mark', 0],
    ['length', 7],
    ['checksum', 8],
    ['signal', 12],
    ['body', headerBytes + 1],
  ])('costs no body but the one whose %s is damaged', async (_what, offset) => {
    const { directory, file } = await filled();
    const second = headerBytes + 'first'.length;
    await damage(file(), second + offset);
    const spool = await openSpool(directory);
    expect(await readAll(spool, 2)).toEqual(['first', 'third']);
    expect(spool.deadLetters()).toBe(1);
    expect(spool.waiting()).toEqual({ bodies: 0, bytes: 0 });
    const letters = await readdir(join(directory, 'dead-letters'));
    const kept = await readFile(
      join(
        directory,
        'dead-letters',
        letters.find((name) => name.endsWith('.body'))!
      )
    );
    expect(kept).toHaveLength(headerBytes + 'second'.length);
  });

  it('costs its last body where another segment follows', async () => {
    const { directory, file } = await filled(1);
    await truncate(file(1), headerBytes + 2);
    const spool = await openSpool(directory);
    expect(await readAll(spool, 2)).toEqual(['first', 'third']);
    expect(spool.deadLetters()).toBe(1);
  });

  it('may be nothing but damage', async () => {
    const { directory, file } = await filled(1);
    await writeFile(file(), 'no segment at all');
    const spool = await openSpool(directory);
    expect(await readAll(spool, 2)).toEqual(['second', 'third']);
    expect(spool.deadLetters()).toBe(1);
  });
});
