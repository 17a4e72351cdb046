import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { captureRange } from './captureRange.ts';
import { readCapture, type CapturedExport } from './readCapture.ts';

const line = (at: number, body: string, more = {}) =>
  JSON.stringify({ at, path: '/v1/logs', contentType: 'application/json', ...more, body: btoa(body) });

describe('readCapture', () => {
  let folder: string;
  const write = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const readAll = async (file: string) => {
    const items: CapturedExport[] = [];
    for await (const item of readCapture(file)) {
      items.push(item);
    }
    return items;
  };
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'capture-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('reads the same from a plain and a gzipped file', async () => {
    const text = `${line(1, '{}')}\n${line(2, '\u00ff', { contentEncoding: 'gzip' })}\n`;
    const plain = await readAll(await write('a.jsonl', text));
    expect(await readAll(await write('a.jsonl.gz', gzipSync(text)))).toEqual(plain);
    expect(plain).toEqual([
      { at: 1, path: '/v1/logs', contentType: 'application/json', body: Buffer.from('{}') },
      {
        at: 2,
        path: '/v1/logs',
        contentType: 'application/json',
        contentEncoding: 'gzip',
        body: Buffer.from([0xff]),
      },
    ]);
  });

  it('names file and line of what it cannot read', async () => {
    const file = await write('b.jsonl', `${line(1, '')}\n{"at":`);
    await expect(readAll(file)).rejects.toThrow(`${file}:2: not JSON`);
    const other = await write('c.jsonl', '{"at":1}');
    await expect(readAll(other)).rejects.toThrow(`${other}:1: a captured export has`);
  });

  it.each(['missing.jsonl', 'missing.jsonl.gz'])('fails on %s', async (name) => {
    await expect(readAll(join(folder, name))).rejects.toThrow('ENOENT');
  });

  it('fails on a file that was cut', async () => {
    const whole = gzipSync(line(1, 'x'.repeat(1000)));
    await expect(readAll(await write('cut.jsonl.gz', whole.subarray(0, -10)))).rejects.toThrow();
  });

  it('tells the range of several files', async () => {
    const files = [await write('d.jsonl', line(7, '')), await write('e.jsonl', `${line(3, '')}\n${line(9, '')}`)];
    expect(await captureRange(files)).toEqual({ from: 3, to: 9, exports: 3 });
    await expect(captureRange([await write('f.jsonl', '')])).rejects.toThrow('no export in');
  });
});
