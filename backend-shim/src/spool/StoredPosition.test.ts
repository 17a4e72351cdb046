import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RetryableError } from '../pipeline/errors.ts';
import { createLogger } from '../pipeline/logger.ts';
import { readSpoolId } from './spoolId.ts';
import { StoredPosition } from './StoredPosition.ts';
import { newDirectory } from './testing/testSpool.ts';

async function open(stored: Map<string, [number, number]>, firstNewId: number | null) {
  const directory = await newDirectory();
  const id = await readSpoolId(directory);
  const known = new Map([...stored].map(([key, value]) => [key === 'own' ? id : key, value]));
  const ask = async (spoolId: string) => {
    const at = known.get(spoolId);
    return at ? { spoolId, segment: at[0], position: at[1] } : null;
  };
  return { directory, id, position: new StoredPosition({ id, directory, firstNewId }, ask, createLogger('silent')) };
}

describe('the position that the store knows', () => {
  it('is that of the spool', async () => {
    const { position, id } = await open(new Map([['own', [40, 7]]]), 41);
    expect(await position.read()).toEqual({ segment: 40, offset: 7 });
    expect(position.of({ segment: 41, offset: 3 })).toEqual({ spoolId: id, segment: 41, position: 3 });
  });

  it('is none for a spool that it does not know', async () => {
    const { position, id } = await open(new Map([['another', [40, 7]]]), 41);
    expect(await position.read()).toBeNull();
    expect(position.of({ segment: 41, offset: 3 }).spoolId).toBe(id);
  });

  it('is not believed where it is ahead of all that the spool has written: the spool gets a new id', async () => {
    const { position, id, directory } = await open(new Map([['own', [41, 0]]]), 41);
    expect(await position.read()).toBeNull();
    const { spoolId } = position.of({ segment: 41, offset: 3 });
    expect(spoolId).not.toBe(id);
    expect(await readSpoolId(directory)).toBe(spoolId);
    expect(await position.read()).toBeNull();
  });

  it('may be of segments that this process wrote, once it has stored some', async () => {
    const stored = new Map<string, [number, number]>([['own', [40, 7]]]);
    const { position } = await open(stored, null);
    expect(await position.read()).toEqual({ segment: 40, offset: 7 });
    const directory = await newDirectory();
    const id = await readSpoolId(directory);
    let at = { spoolId: id, segment: 40, position: 1 };
    const own = new StoredPosition({ id, directory, firstNewId: 41 }, async () => at, createLogger('silent'));
    await own.read();
    at = { spoolId: id, segment: 42, position: 1 };
    expect(await own.read()).toEqual({ segment: 42, offset: 1 });
  });

  it('may be asked for later where the store does not say', async () => {
    const ask = () => Promise.reject(new Error('The table is away.'));
    const position = new StoredPosition({ id: 'a', directory: '', firstNewId: 1 }, ask, createLogger('silent'));
    await expect(position.read()).rejects.toThrow(RetryableError);
  });
});

describe("a spool's id", () => {
  it('is random, of 16 bytes, and stays', async () => {
    const directory = await newDirectory();
    const id = await readSpoolId(directory);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(await readSpoolId(directory)).toBe(id);
    expect((await readFile(join(directory, 'id'))).toString('hex')).toBe(id);
    expect(await readSpoolId(await newDirectory())).not.toBe(id);
  });

  it('is made anew where its file is damaged', async () => {
    const directory = await newDirectory();
    await writeFile(join(directory, 'id'), 'short');
    const id = await readSpoolId(directory);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(await readSpoolId(directory)).toBe(id);
  });
});
