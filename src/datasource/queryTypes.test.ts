import { query, type QueryType } from '../../contract/queries';
import { queryTypes } from './queryTypes';

const id = '0af7651916cd43dd8448eb211c80319c';
const least: Record<QueryType, object> = {
  figure: { figure: 'errors' },
  problems: {},
  occurrences: { problemId: id },
  requests: {},
  trace: { traceId: id },
  orders: {},
  occurrenceSeries: {},
  problemEvents: {},
  distributions: { problemId: id },
  logPatterns: {},
  annotations: {},
};

describe.each(Object.keys(queryTypes) as QueryType[])('query type %s', (queryType) => {
  const { fields } = queryTypes[queryType];

  it('shows as initial what the receiver takes when it is left out', () => {
    const complete: Record<string, unknown> = query.parse({ queryType, ...least[queryType] });
    for (const [name, spec] of Object.entries(fields)) {
      if ('initial' in spec && !(name in least[queryType])) {
        expect([name, spec.initial]).toEqual([name, complete[name]]);
      }
    }
  });

  it('offers only what the receiver accepts', () => {
    for (const [name, spec] of Object.entries(fields)) {
      for (const choice of spec.kind === 'choice' ? Object.keys(spec.options) : []) {
        expect(query.safeParse({ queryType, ...least[queryType], [name]: choice }).success).toBe(true);
      }
    }
  });
});
