import type { QueryClient } from '../../../scripts/lib/QueryClient.ts';
import type { Stack } from '../../../scripts/lib/startStack.ts';
import type { ProblemRow } from '../../../contract/rows.ts';
import type { RequestRow } from './rows.ts';

/** A page of each kind, with the role and name of what it shows once all has come. */
export interface KnownPage {
  name: string;
  path: string;
  main: ['table' | 'treegrid', string];
}

/** Every page of the app, each at something that the stack has. */
export async function pages(client: QueryClient, stack: Stack): Promise<KnownPage[]> {
  const [problem] = await client.rows<ProblemRow>(
    { queryType: 'problems', sort: 'occurrences', status: 'all' },
    stack.range
  );
  const requests = await client.rows<RequestRow>({ queryType: 'requests', limit: 1_000 }, stack.range);
  const failed = requests.find((request) => request.failed) ?? requests[0];
  return [
    { name: 'overview', path: '', main: ['table', 'Slowest requests'] },
    { name: 'errors', path: '/errors', main: ['table', 'Problems'] },
    { name: 'error detail', path: `/errors/${problem.id}`, main: ['table', 'Recent occurrences'] },
    { name: 'trace', path: `/traces/${failed.traceId}`, main: ['treegrid', 'Spans'] },
  ];
}
