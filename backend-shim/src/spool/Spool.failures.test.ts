import fs from 'node:fs';
import { cp, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { RetryableError } from '../pipeline/errors.ts';
import type { Body } from '../pipeline/records.ts';
import type { Prepared } from './BatchSource.ts';
import type { Position } from './Checkpoint.ts';
import { headerBytes } from './record.ts';
import { SpoolError, SpoolFullError } from './SpoolError.ts';
import {
  bodyOf,
  newDirectory,
  openSpool,
  readAll,
  textOf,
  until,
  type TestOptions,
  type TestSpool,
} from './testing/testSpool.ts';

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

/** Of a store that cannot take bodies that begin with `bad`. */
function refuseBad(bodies: Body[]): void {
  const bad = bodies.map(textOf).find((text) => text.startsWith('bad'));
  if (bad) {
    throw new TypeError(`cannot store ${bad}`);
  }
}

function undecodable(bodies: Body[]): Map<number, Error> {
  const refused = bodies.flatMap((body, at) =>
    textOf(body).startsWith('gibberish') ? [[at, new Error('not OTLP')] as const] : []
  );
  return new Map(refused);
}

async function prepareBoth(bodies: Body[]): Promise<Prepared<Body[]>> {
  const refused = undecodable(bodies);
  return { batch: bodies.filter((_, at) => !refused.has(at)), refused };
}

async function lettersOf(directory: string): Promise<string[]> {
  const files = await readdir(join(directory, 'dead-letters'));
  const bodies = files.filter((file) => file.endsWith('.body')).sort();
  return Promise.all(bodies.map((file) => readFile(join(directory, 'dead-letters', file), 'utf8')));
}

async function filled(texts: string[], options: TestOptions = {}): Promise<{ spool: TestSpool; directory: string }> {
  const directory = await newDirectory();
  const spool = await openSpool(directory, options);
  await Promise.all(texts.map((text) => spool.append(bodyOf(text))));
  return { spool, directory };
}

describe('a store that fails for a while', () => {
  it('gets the same batch again, while bodies go on being taken', async () => {
    const { spool } = await filled(['a', 'b', 'c']);
    const batches: string[][] = [];
    void spool.consume(async (bodies) => {
      batches.push(bodies.map(textOf));
      if (batches.length <= 2) {
        await spool.append(bodyOf(`while away ${batches.length}`));
        throw new RetryableError('The database is away.');
      }
    });
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(batches.slice(0, 3)).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(batches.flat().slice(9)).toEqual(['while away 1', 'while away 2']);
    expect(spool.deadLetters()).toBe(0);
    expect(spool.states).toEqual(['ok', 'The database is away.', 'ok']);
  });

  it('is waited for with the next batch decoded already, which comes after the first all the same', async () => {
    const { spool } = await filled(['a', 'b', 'c', 'd', 'e'], { batch: { bodies: 2, bytes: 40 } });
    const events: string[] = [];
    let failures = 2;
    void spool.consume(
      async (bodies) => {
        events.push(`store ${bodies.map(textOf).join('')}`);
        if (failures-- > 0) {
          throw new RetryableError('The database is away.');
        }
      },
      {
        prepare: async (bodies) => {
          events.push(`decode ${bodies.map(textOf).join('')}`);
          return { batch: bodies, refused: new Map() };
        },
      }
    );
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(events.filter((event) => event.startsWith('store'))).toEqual([
      'store a',
      'store a',
      'store a',
      'store b',
      'store c',
      'store d',
      'store e',
    ]);
    expect(events.indexOf('decode b')).toBeLessThan(events.lastIndexOf('store a'));
    expect(events.filter((event) => event === 'decode b')).toHaveLength(1);
  });

  it('is not waited for when the spool closes: the batch stays', async () => {
    const { spool, directory } = await filled(['a']);
    await new Promise<void>((resolve) => {
      void spool.consume(async () => {
        resolve();
        throw new RetryableError('away');
      });
    });
    await spool.close();
    expect(await readAll(await openSpool(directory), 1)).toEqual(['a']);
  });

  it('is asked after a failure whether it has stored the batch nevertheless', async () => {
    const { spool } = await filled(['a', 'b']);
    const stored: string[] = [];
    let committed: Position | null = null;
    void spool.consume(
      async (bodies, position) => {
        stored.push(...bodies.map(textOf));
        committed = position;
        throw new RetryableError('The connection was lost at the commit.');
      },
      { stored: async () => committed }
    );
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(stored).toEqual(['a', 'b']);
  });
});

describe('the position that the store knows', () => {
  it('counts where it is later than the checkpoint', async () => {
    const { spool, directory } = await filled(['a', 'b', 'c'], { batch: { bodies: 1, bytes: 1_000 } });
    const saved = await newDirectory();
    await cp(join(directory, 'spool'), saved, { recursive: true });
    const positions: Position[] = [];
    void spool.consume(async (_bodies, position) => void positions.push(position!));
    await until(() => positions.length === 3);
    await spool.close();
    // As after a crash between the commit and the checkpoint.
    await cp(saved, join(directory, 'spool'), { recursive: true });
    await rm(join(directory, 'spool', 'checkpoint.json'));
    const again = await openSpool(directory);
    const texts: string[] = [];
    void again.consume(async (bodies) => void texts.push(...bodies.map(textOf)), { stored: async () => positions[1] });
    await until(() => again.waiting().bodies === 0);
    await again.close();
    expect(texts).toEqual(['c']);
  });

  it('is waited for before anything is stored', async () => {
    const { spool } = await filled(['a']);
    let asked = 0;
    const stored: number[] = [];
    void spool.consume(async () => void stored.push(asked), {
      stored: async () => {
        asked++;
        if (asked < 3) {
          throw new RetryableError('away');
        }
        return null;
      },
    });
    await until(() => stored.length === 1);
    await spool.close();
    expect(stored).toEqual([3]);
  });

  it('never moves past a body that is neither stored nor put aside', async () => {
    const texts = ['bad 1', 'good 1', 'bad 2', 'good 2', 'gibberish', 'good 3', 'bad 3'];
    const { spool, directory } = await filled(texts);
    const ends = new Map<number, number>();
    const done = new Set<string>();
    const wrong: string[] = [];
    void spool.consume(
      async (bodies, position) => {
        refuseBad(bodies);
        bodies.forEach((body) => done.add(textOf(body)));
        const letters = new Set(await lettersOf(directory));
        const index = position ? ends.get(position.offset)! : 0;
        wrong.push(...texts.slice(0, index).filter((text) => !done.has(text) && !letters.has(text)));
      },
      { prepare: prepareBoth }
    );
    let at = 0;
    texts.forEach((text, index) => ends.set((at += headerBytes + text.length), index + 1));
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(wrong).toEqual([]);
    expect(await lettersOf(directory)).toHaveLength(4);
  });
});

describe('bodies that cannot be processed', () => {
  it('become dead letters where they cannot be decoded, without the store being asked about them', async () => {
    const { spool, directory } = await filled(['a', 'gibberish', 'c']);
    const asked: string[][] = [];
    void spool.consume(async (bodies) => void asked.push(bodies.map(textOf)), { prepare: prepareBoth });
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(asked).toEqual([['a', 'c']]);
    const files = await readdir(join(directory, 'dead-letters'));
    const description = files.find((file) => file.endsWith('.json'))!;
    expect(JSON.parse(await readFile(join(directory, 'dead-letters', description), 'utf8'))).toMatchObject({
      reason: 'not OTLP',
      signal: 'traces',
      encoding: 'json',
      receivedAt: '2023-11-14T22:13:20.123Z',
    });
    expect(await lettersOf(directory)).toEqual(['gibberish']);
  });

  it('may be all that there is, where they cannot be decoded', async () => {
    const { spool } = await filled(['gibberish 1', 'gibberish 2']);
    void spool.consume(() => Promise.reject(new Error('nothing is to be stored')), { prepare: prepareBoth });
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(spool.deadLetters()).toBe(2);
  });

  it.each([
    ['between others', ['a', 'bad', 'c']],
    ['first', ['bad', 'b']],
    ['last', ['a', 'bad']],
    ['several', ['bad 1', 'bad 2', 'bad 3', 'd']],
    ['here and there', Array.from({ length: 50 }, (_, at) => (at % 7 === 3 ? `bad ${at}` : `good ${at}`))],
    // More in a row than make it doubtful whether the store works.
    ['most', Array.from({ length: 60 }, (_, at) => (at < 40 ? `bad ${at}` : `good ${at}`))],
    ['most after some', Array.from({ length: 60 }, (_, at) => (at > 5 && at < 40 ? `bad ${at}` : `good ${at}`))],
  ])('alone become dead letters where the store refuses them: %s', async (_which, texts) => {
    const { spool, directory } = await filled(texts);
    const stored = new Set<string>();
    void spool.consume(async (bodies) => {
      refuseBad(bodies);
      bodies.forEach((body) => stored.add(textOf(body)));
    });
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    const isBad = (text: string) => text.startsWith('bad');
    expect([...stored].sort()).toEqual(texts.filter((text) => !isBad(text)).sort());
    expect((await lettersOf(directory)).sort()).toEqual(texts.filter(isBad).sort());
    expect(spool.deadLetters()).toBe(texts.filter(isBad).length);
  });

  it('wait while the store fails with every body, and none becomes a dead letter', async () => {
    const texts = Array.from({ length: 30 }, (_, at) => `body ${at}`);
    const { spool } = await filled(texts);
    let works = false;
    const stored = new Set<string>();
    void spool.consume(async (bodies) => {
      if (!works) {
        throw new Error('a bug of the store');
      }
      bodies.forEach((body) => stored.add(textOf(body)));
    });
    await until(() => spool.states.filter((state) => state.startsWith('The store fails')).length > 0);
    await spool.append(bodyOf('meanwhile'));
    works = true;
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(spool.deadLetters()).toBe(0);
    expect([...stored].sort()).toEqual([...texts, 'meanwhile'].sort());
    expect(spool.states.at(-1)).toBe('ok');
  });

  it('are not known from an outage of the tables of their signal, though other signals can be stored', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    const signals = ['traces', 'metrics', 'logs'] as const;
    const texts = Array.from({ length: 45 }, (_, at) => `${signals[at % 3]} ${at}`);
    await Promise.all(texts.map((text, at) => spool.append(bodyOf(text, { signal: signals[at % 3] }))));
    let works = false;
    const stored = new Set<string>();
    void spool.consume(async (bodies) => {
      if (!works && bodies.some(({ signal }) => signal === 'traces')) {
        throw new Error('a broken table');
      }
      bodies.forEach((body) => stored.add(textOf(body)));
    });
    await until(() => spool.states.includes('The store fails with every body: a broken table'));
    expect(await lettersOf(directory)).toEqual([]);
    expect(spool.waiting().bodies).toBe(45);
    works = true;
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(await lettersOf(directory)).toEqual([]);
    expect([...stored].sort()).toEqual(texts.sort());
  });

  it('of several signals become dead letters, each as others of its signal are stored', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    const sent = ['bad t', 'm 1', 'bad l', 'bad m', 't 1', 'm 2', 'l 1', 'bad t 2', 't 2'];
    const signals = { t: 'traces', m: 'metrics', l: 'logs' } as const;
    const signalOf = (text: string) => signals[/[tml]/.exec(text.replace('bad', ''))![0] as 't'];
    await Promise.all(sent.map((text) => spool.append(bodyOf(text, { signal: signalOf(text) }))));
    void spool.consume(async (bodies) => refuseBad(bodies));
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect((await lettersOf(directory)).sort()).toEqual(['bad l', 'bad m', 'bad t', 'bad t 2']);
  });

  it('are not known from an outage where they come alone, until another body comes', async () => {
    const { spool, directory } = await filled(['bad']);
    void spool.consume(async (bodies) => refuseBad(bodies));
    await until(() => spool.states.includes('The store fails with every body: cannot store bad'));
    expect(await lettersOf(directory)).toEqual([]);
    await spool.append(bodyOf('good'));
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(await lettersOf(directory)).toEqual(['bad']);
  });

  it('are tried again where the store is away meanwhile', async () => {
    const { spool, directory } = await filled(['a', 'bad', 'c']);
    let away = 2;
    void spool.consume(async (bodies) => {
      refuseBad(bodies);
      if (away-- > 0) {
        throw new RetryableError('away');
      }
    });
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(await lettersOf(directory)).toEqual(['bad']);
  });

  it('are one dead letter though they are put aside twice', async () => {
    const { spool, directory } = await filled(['a', 'gibberish', 'c']);
    await new Promise<void>((resolve) => {
      void spool.consume(
        async () => {
          resolve();
          throw new RetryableError('away');
        },
        { prepare: prepareBoth }
      );
    });
    await spool.close();
    const again = await openSpool(directory);
    expect(again.deadLetters()).toBe(1);
    void again.consume(async () => undefined, { prepare: prepareBoth });
    await until(() => again.waiting().bodies === 0);
    await again.close();
    expect(again.deadLetters()).toBe(1);
    expect(await lettersOf(directory)).toEqual(['gibberish']);
  });

  it('wait where the folder of dead letters is full, until there is room', async () => {
    const { spool, directory } = await filled(['gibberish 1', 'gibberish 2', 'c'], { maxDeadLetterBytes: 15 });
    const stored: string[] = [];
    void spool.consume(async (bodies) => void stored.push(...bodies.map(textOf)), { prepare: prepareBoth });
    await until(() => spool.states.some((state) => state.includes('INSIGHTS_DEAD_LETTERS_MAX')));
    expect(await lettersOf(directory)).toEqual(['gibberish 1']);
    expect(spool.waiting().bodies).toBe(3);
    for (const file of await readdir(join(directory, 'dead-letters'))) {
      await rm(join(directory, 'dead-letters', file));
    }
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(await lettersOf(directory)).toEqual(['gibberish 2']);
    expect(stored).toEqual(['c']);
  });
});

describe('a processor that died of a body', () => {
  it('tries one body after the other, until it has got on', async () => {
    const { spool } = await filled(['a', 'b', 'c', 'd'], { consumer: { deaths: 2 } });
    const batches: string[][] = [];
    void spool.consume(async (bodies) => void batches.push(bodies.map(textOf)));
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(batches).toEqual([['a'], ['b', 'c'], ['d']]);
  });

  it('puts the body aside, untried, after having died of it again and again', async () => {
    const { spool, directory } = await filled(['a', 'b', 'c'], { consumer: { deaths: 4 } });
    const stored: string[] = [];
    void spool.consume(async (bodies) => void stored.push(...bodies.map(textOf)));
    await until(() => spool.waiting().bodies === 0);
    await spool.close();
    expect(stored).toEqual(['b', 'c']);
    expect(await lettersOf(directory)).toEqual(['a']);
  });
});

describe('a spool that is full', () => {
  it('refuses, and takes again when something was processed', async () => {
    const spool = await openSpool(await newDirectory(), { maxBytes: 200 });
    await spool.append(bodyOf('x'.repeat(100)));
    await expect(spool.append(bodyOf('x'.repeat(100)))).rejects.toThrow(SpoolFullError);
    await expect(spool.append(bodyOf('small'))).resolves.toBeUndefined();
    void spool.consume(async () => undefined);
    await until(() => spool.waiting().bodies === 0);
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
    const real = fs.writevSync;
    // Half of it is written, as on a disk that fills up.
    const writev = jest.spyOn(fs, 'writevSync').mockImplementation((fd, buffers, at) => {
      real(fd, [buffers[0]], at);
      throw diskError('ENOSPC');
    });
    await expect(spool.append(bodyOf('during'))).rejects.toThrow(SpoolError);
    await expect(spool.append(bodyOf('during'))).rejects.toThrow(SpoolError);
    await expect(spool.append(bodyOf('during'))).rejects.toThrow(SpoolError);
    const files = (await readdir(join(directory, 'spool'))).filter((file) => file.endsWith('.segment'));
    // The one that can be deleted once it is processed, and one to go on with.
    expect(files).toHaveLength(2);
    writev.mockRestore();
    await spool.append(bodyOf('after'));
    await spool.close();
    expect(await readAll(await openSpool(directory), 2)).toEqual(['before', 'after']);
  });

  it('goes on in a new segment where not even the half that was written can be taken back', async () => {
    const directory = await newDirectory();
    const spool = await openSpool(directory);
    await spool.append(bodyOf('before'));
    const real = fs.writevSync;
    jest.spyOn(fs, 'writevSync').mockImplementationOnce((fd, buffers, at) => {
      real(fd, [buffers[0]], at);
      throw diskError('EIO');
    });
    jest.spyOn(await fileHandlePrototype(), 'truncate').mockRejectedValueOnce(diskError('EIO'));
    await expect(spool.append(bodyOf('during'))).rejects.toThrow(SpoolError);
    await spool.append(bodyOf('after'));
    expect(spool.waiting().bodies).toBe(2);
    expect(await readAll(spool, 2)).toEqual(['before', 'after']);
  });

  it('writes the rest of what was written short', async () => {
    const spool = await openSpool(await newDirectory());
    const real = fs.writevSync;
    const short = jest
      .spyOn(fs, 'writevSync')
      .mockImplementationOnce((fd, buffers, at) => real(fd, [(buffers[0] as Uint8Array).subarray(0, 5)], at));
    await spool.append(bodyOf('whole'));
    expect(short).toHaveBeenCalledTimes(1);
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
