import { queryRequest, type QueryOf } from '../../../../contract/queries.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import { fakeContext, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { noon } from '../testing/fakePool.ts';
import { logPatterns } from './logPatterns.ts';

type PatternsQuery = QueryOf<'logPatterns'>;

const minute = 60_000;

function counted(pattern: string, records: number, time = noon, changes: Record<string, string> = {}): Counted {
  return {
    kind: 'logs',
    time,
    dimensions: { service: 'shop', severity: 'WARN', pattern, ...changes },
    values: { records },
  };
}

const some = [
  counted('Deprecated: <value>', 5),
  counted('Deprecated: <value>', 7, noon + 58 * minute, { service: 'other' }),
  counted('Deprecated: <value>', 2, noon, { severity: 'ERROR' }),
  counted('Order <number> placed', 30, noon + 10 * minute),
  counted('gone', 0),
];

async function ask(changes: Partial<PatternsQuery> = {}, counts = some) {
  const query = queryRequest.parse({ query: { queryType: 'logPatterns', ...changes }, range: { from: 0, to: 1 } });
  const { readRollups } = fakeRollups(counts);
  const [frame] = await logPatterns(query.query as PatternsQuery, fakeContext({ readRollups }));
  const rows = frame.data.values[0].map((_, row) => frame.data.values.map((column) => column[row]));
  return {
    frame,
    rows: rows.map(([, pattern, severity, records, , lastSeen]) => [pattern, severity, records, lastSeen]),
  };
}

it('tells each pattern with its records, of all services alike', async () => {
  const { rows, frame } = await ask();
  expect(rows).toEqual([
    ['Order <number> placed', 'WARN', 30, noon + 12 * minute - 1],
    ['Deprecated: <value>', 'WARN', 12, noon + 59 * minute - 1],
    ['Deprecated: <value>', 'ERROR', 2, noon + 3 * minute - 1],
  ]);
  expect(frame).toMatchSnapshot();
});

it('puts them in order, and chooses by words and by the service of the store', async () => {
  const found = async (changes: Partial<PatternsQuery>) => (await ask(changes)).rows.map((row) => row.slice(0, 3));
  expect(await found({ sort: 'lastSeen', limit: 1 })).toEqual([['Deprecated: <value>', 'WARN', 12]]);
  expect(await found({ search: 'deprecated error' })).toEqual([['Deprecated: <value>', 'ERROR', 2]]);
  expect(await found({ search: 'order*placed' })).toHaveLength(1);
  expect(await found({ store: 'other/1' })).toEqual([['Deprecated: <value>', 'WARN', 7]]);
  expect(await found({ store: 'nothing' })).toEqual([]);
});

it('says that some are not told apart', async () => {
  const { frame } = await ask({}, [counted(otherSeries, 3)]);
  expect(frame.schema.meta?.notices?.[0].text).toContain('(other)');
});
