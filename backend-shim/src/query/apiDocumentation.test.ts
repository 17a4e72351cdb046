import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statusChange } from '../../../contract/documents.ts';
import { figureNames } from '../../../contract/figures.ts';
import { query, queryRequest } from '../../../contract/queries.ts';
import { httpStatusOf } from './shared/QueryError.ts';

const documentation = readFileSync(join(__dirname, '../../../docs/api.md'), 'utf8');
const examples = [...documentation.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json));

it('shows requests that are understood', () => {
  const requests = examples.filter((example) => 'query' in example);
  expect(requests.length).toBeGreaterThan(5);
  requests.forEach((request) => expect(() => queryRequest.parse(request)).not.toThrow());
  expect(
    examples.filter((example) => 'from' in example && 'status' in example).map((body) => statusChange.parse(body))
  ).toHaveLength(1);
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

it('describes every endpoint', () => {
  const source = readFileSync(join(__dirname, 'createQueryApi.ts'), 'utf8');
  const served = [...source.matchAll(/api\.(get|put|post)\('([^']+)'/g)].map(
    ([, method, path]) => `${method.toUpperCase()} /api/v1${path}`
  );
  const described = [...documentation.matchAll(/^## ((?:GET|PUT|POST) \S+)$/gm)].map(([, endpoint]) => endpoint);
  expect(described.sort()).toEqual(served.sort());
});
