import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { upToDate, type Artefact } from './upToDate.ts';

let root: string;
let artefact: Artefact;
const make = jest.fn(async () => writeFileSync(join(root, 'out'), 'made'));

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  mkdirSync(join(root, 'in', 'deep'), { recursive: true });
  writeFileSync(join(root, 'in', 'deep', 'a.ts'), 'a');
  artefact = { root, name: 'x', inputs: ['in/**'], outputs: ['out'], salt: '1' };
  expect(await upToDate(artefact, make)).toBe(true);
  make.mockClear();
});

afterEach(() => rmSync(root, { recursive: true }));

it('makes nothing when nothing changed', async () => {
  expect(await upToDate(artefact, make)).toBe(false);
  expect(make).not.toHaveBeenCalled();
});

it.each<[string, () => void]>([
  ['an input changed', () => writeFileSync(join(root, 'in', 'deep', 'a.ts'), 'b')],
  ['an input came', () => writeFileSync(join(root, 'in', '.b'), '')],
  ['an input went', () => rmSync(join(root, 'in', 'deep', 'a.ts'))],
  [
    'an input was renamed',
    () => {
      rmSync(join(root, 'in', 'deep', 'a.ts'));
      writeFileSync(join(root, 'in', 'deep', 'b.ts'), 'a');
    },
  ],
  ['the output is gone', () => rmSync(join(root, 'out'))],
  ['the flags changed', () => (artefact.salt = '2')],
])('makes it again when %s', async (_, change) => {
  change();
  expect(await upToDate(artefact, make)).toBe(true);
  expect(make).toHaveBeenCalledTimes(1);
});

it('is not made anew for a test', async () => {
  writeFileSync(join(root, 'in', 'a.test.ts'), '');
  expect(await upToDate(artefact, make)).toBe(false);
});

it('tries again after a failure', async () => {
  writeFileSync(join(root, 'in', 'deep', 'a.ts'), 'b');
  make.mockRejectedValueOnce(new Error('no'));
  await expect(upToDate(artefact, make)).rejects.toThrow('no');
  expect(await upToDate(artefact, make)).toBe(true);
});
