import { readFileSync, globSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const root = dirname(__dirname);
const shim = 'backend-shim/src/';
const stages = ['receive', 'spool', 'decode', 'analyse', 'store', 'query', 'config'] as const;

/** What a folder may import besides itself. Only the programs of the two threads see every stage. */
const allowed: Record<string, string[]> = {
  ...Object.fromEntries(stages.map((stage) => [`${shim}${stage}/`, [`${shim}pipeline/`, 'contract/']])),
  [`${shim}query/`]: [`${shim}pipeline/`, `${shim}store/`, 'contract/'],
  [`${shim}pipeline/`]: ['contract/'],
  'contract/': [],
  'src/': ['contract/'],
  'demo-store/': ['scripts/lib/'],
};

function sources(folder: string): string[] {
  return globSync(`${folder}**/*.{ts,tsx}`, { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file) && !/\/testing\//.test(file));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'(\.[^']*)'/g)].map((match) => match[1]!);
  return specifiers.map((specifier) => relative(root, normalize(join(root, dirname(file), specifier))));
}

describe('the direction of imports', () => {
  for (const [folder, others] of Object.entries(allowed)) {
    it(`${folder} imports only itself${others.map((other) => `, ${other}`).join('')}`, () => {
      const files = sources(folder);
      expect(files).not.toEqual([]);
      const wrong = files.flatMap((file) =>
        importsOf(file)
          .filter((target) => ![folder, ...others].some((prefix) => target.startsWith(prefix)))
          .map((target) => `${file} imports ${target}`)
      );
      expect(wrong).toEqual([]);
    });
  }

  it('is up to the programs of the two threads between stages', () => {
    const programs = sources(shim).filter((file) => !file.slice(shim.length).includes('/'));
    expect(programs).toEqual(['boundYoungGeneration', 'main', 'processor'].map((name) => `${shim}${name}.ts`));
    const seen = programs.flatMap((file) => importsOf(file)).filter((target) => target.startsWith(shim));
    expect(stages.filter((stage) => !seen.some((target) => target.startsWith(`${shim}${stage}/`)))).toEqual([]);
  });
});

it('only config/ reads the environment of the shim, which main.ts hands to it', () => {
  const readers = sources(shim).filter((file) => /\bprocess\.env\b/.test(readFileSync(join(root, file), 'utf8')));
  expect(readers.filter((file) => !file.startsWith(`${shim}config/`))).toEqual([`${shim}main.ts`]);
});

it('SQL lives only under store/ and query/', () => {
  const statement = /[`'"]\s*(SELECT\s.+\sFROM\s|INSERT\s+(IGNORE\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+TABLE\s)/s;
  const wrong = sources(shim).filter(
    (file) => !/\/(store|query)\//.test(file) && statement.test(readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''))
  );
  expect(wrong).toEqual([]);
});
