import type { QueryRequest } from '../../contract/queries.ts';
import type { QueryClient } from './QueryClient.ts';

type Range = QueryRequest['range'];

/**
 * The second half of the time within a range in which there were requests: the first half is then a time before of
 * which data are known.
 */
export async function laterHalf(client: QueryClient, range: Range): Promise<Range> {
  const requests = await client.rows<{ time: number }>({ queryType: 'requests', limit: 1_000 }, range);
  const times = requests.map(({ time }) => time);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return { from: Math.round((from + to) / 2), to: Math.ceil(to) };
}
