import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { figureNames } from '../../../contract/figures.ts';
import { changesRequest, undoRequest } from '../../../contract/problems.ts';
import { query, queryRequest } from '../../../contract/queries.ts';
import { searchFields } from '../../../contract/search.ts';
import { sizeKinds } from '../store/sizes.ts';
import { createStatusDocument } from './documents/statusDocument.ts';
import { httpStatusOf } from './shared/QueryError.ts';
import { fakePool } from './testing/fakePool.ts';

const documentation = readFileSync(join(__dirname, '../../../docs/api.md'), 'utf8');
const examples = [...documentation.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json));

it('shows requests that are understood', () => {
  const requests = examples.filter((example) => 'query' in example);
  expect(requests.length).toBeGreaterThan(5);
  requests.forEach((request) => expect(() => queryRequest.parse(request)).not.toThrow());
  const changes = examples.filter((example) => 'change' in example);
  expect(changes.map((body) => changesRequest.parse(body))).toHaveLength(1);
  const undone = examples.filter((example) => 'undo' in example);
  expect(undone.map(({ undo }) => undoRequest.parse(undo))).toHaveLength(1);
});

it('describes every query type, figure and error', () => {
  const types = query.options.map((option) => option.shape.queryType.value);
  const headings = [...documentation.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  expect(headings.sort()).toEqual([...types].sort());
  figureNames.forEach((name) => expect(documentation).toContain(`\`${name}\``));
  const errors = [...documentation.matchAll(/^\| `(\w+)` \| (\d{3}) \|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(errors)).toEqual(httpStatusOf);
});

it('describes every field of searches', () => {
  const [, table] = /#### Searching\n[^|]*((?:\|.*\n)+)/.exec(documentation) ?? [];
  const fields = [...table.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, field]) => field)
  );
  expect(fields.sort()).toEqual(Object.keys(searchFields).sort());
});

it('describes every endpoint', () => {
  const source = readFileSync(join(__dirname, 'createQueryApi.ts'), 'utf8');
  const served = [...source.matchAll(/api\.(get|put|post)\('([^']+)'/g)].map(
    ([, method, path]) => `${method.toUpperCase()} /api/v1${path}`
  );
  const described = [...documentation.matchAll(/^## ((?:GET|PUT|POST) \S+)$/gm)].map(([, endpoint]) => endpoint);
  expect(described.sort()).toEqual(served.sort());
});

it('shows the status as it is', async () => {
  const { pool } = fakePool({ metrics_history: [[{ first: null }]] });
  const query = (sql: string, values: unknown[]) => (/information_schema/.test(sql) ? [[]] : pool.query(sql, values));
  const connection = { query: async (sql: string) => query(sql, []), release: () => undefined };
  const readStatus = createStatusDocument({
    pool: { query, getConnection: async () => connection } as never,
    version: '',
    pipeline: { waiting: () => 0, deadLetters: () => 0, waitingFor: () => null },
    retention: { traces: 1, occurrences: 1, metrics: 1 },
    maxDisk: null,
  });
  const status = await readStatus();
  const [example] = examples.filter((each) => 'lastReceived' in each);
  const keysOf = (value: object) => Object.keys(value).sort();
  expect(keysOf(example)).toEqual(keysOf(status));
  expect(keysOf(example.sizes)).toEqual(keysOf(status.sizes));
  expect(keysOf(example.sizes.kinds[0])).toEqual(keysOf(status.sizes.kinds[0]));
  const [, table] = /\| Kind \|[^\n]*\n\|[-|]+\n((?:\|.*\n)+)/.exec(documentation) ?? [];
  const kinds = [...table.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, kind]) => kind)
  );
  expect(kinds.sort()).toEqual([...sizeKinds].sort());
});
