import type { QueryInput } from '../../contract/queries.ts';
import type { QueryClient } from '../../scripts/lib/QueryClient.ts';
import { modules, routes, sentences, vendors, versions } from './names.ts';
import type { Problem } from './Problem.ts';

/** What a page or a person asks for; the answer differs by turn, so that nothing is answered from memory alone. */
export interface Question {
  name: string;
  ask: (turn: number) => Promise<unknown>;
}

const dayMs = 86_400_000;

type List = Partial<Extract<QueryInput, { queryType: 'problems' }>>;

/** @param to - end of all that occurred, ms since 1970 */
export function questionsOfErrors(client: QueryClient, problems: Problem[], to: number): Question[] {
  return [...lists(client, to), ...searches(client, to), ...details(client, problems, to)];
}

/** As dashboards and pages do, a minute later each time. */
function rangeAt(to: number, days: number, turn: number) {
  const end = to - 1 - (turn % 50) * 60_000;
  return { from: end - days * dayMs + 1, to: end };
}

function lists(client: QueryClient, to: number): Question[] {
  const list = (days: number, query: List) => (turn: number) =>
    client.query({ queryType: 'problems', limit: 100, ...query }, rangeAt(to, days, turn));
  return [
    { name: 'list', ask: list(1, {}) },
    { name: 'listOf7Days', ask: list(7, {}) },
    { name: 'listOf90Days', ask: list(90, {}) },
    { name: 'byOccurrences', ask: list(7, { sort: 'occurrences' }) },
    { name: 'byVisitors', ask: list(7, { sort: 'visitors' }) },
    { name: 'byTrend', ask: list(7, { sort: 'trend' }) },
    { name: 'byFirstSeen', ask: list(7, { sort: 'firstSeen' }) },
    { name: 'secondPage', ask: secondPages(client, to) },
  ];
}

/** Pages that follow one another, from the first one again where there are no more. */
function secondPages(client: QueryClient, to: number): Question['ask'] {
  const range = rangeAt(to, 7, 0);
  let cursor = '';
  return async () => {
    const query: QueryInput = { queryType: 'problems', limit: 100, sort: 'occurrences', cursor };
    const [frame] = await client.query(query, range);
    cursor = (frame.schema.meta?.custom as { nextCursor: string | null }).nextCursor ?? '';
  };
}

function searches(client: QueryClient, to: number): Question[] {
  const search =
    (textOf: (turn: number) => string, days = 7) =>
    (turn: number) =>
      client.query({ queryType: 'problems', status: 'all', limit: 100, search: textOf(turn) }, rangeAt(to, days, turn));
  const word = (turn: number) =>
    sentences[turn % sentences.length]
      .replaceAll(/<\w+>|[^\w ]/g, '')
      .trim()
      .split(' ')
      .at(-1)!;
  return [
    { name: 'searchText', ask: search((turn) => `${word(turn)} ${vendors[turn % vendors.length]}`) },
    { name: 'searchTextOf90Days', ask: search((turn) => `${word(turn)} ${modules[turn % modules.length]}`, 90) },
    { name: 'searchRoute', ask: search((turn) => `route:${routes[turn % routes.length].split('/')[0]}*`) },
    { name: 'searchVersion', ask: search((turn) => `version:${versions[turn % versions.length]}`, 30) },
    { name: 'searchCustomer', ask: search((turn) => `customer:${1 + turn * 7}`, 90) },
    { name: 'searchVisitor', ask: search((turn) => `visitor:${1 + turn * 7}`) },
    { name: 'searchNew', ask: search((turn) => `first:<${1 + (turn % 23)}h`) },
    {
      name: 'searchOld',
      ask: search((turn) => `is:open handled:no first:>${2 + turn}h ${vendors[turn % vendors.length]}`),
    },
    { name: 'searchStore', ask: search(() => 'store:2 occurrences:>100') },
  ];
}

function details(client: QueryClient, problems: Problem[], to: number): Question[] {
  const frequent = (turn: number) => problems[turn % 50].id;
  const rare = (turn: number) => problems[Math.floor(problems.length / 2 + turn * 13) % problems.length].id;
  const ask = (days: number, queryOf: (turn: number) => QueryInput) => (turn: number) =>
    client.query(queryOf(turn), rangeAt(to, days, turn), { intervalMs: (days * dayMs) / 100 });
  return [
    { name: 'detail', ask: (turn) => client.problem(frequent(turn)) },
    { name: 'detailOfRare', ask: (turn) => client.problem(rare(turn)) },
    { name: 'lastOccurrence', ask: (turn) => client.occurrence(frequent(turn), 'last') },
    { name: 'walkOccurrences', ask: walk(client, problems[0].id) },
    { name: 'occurrenceOfRare', ask: (turn) => client.occurrence(rare(turn), 'first') },
    {
      name: 'chart',
      ask: ask(7, (turn) => ({ queryType: 'occurrenceSeries', by: 'version', problemId: frequent(turn) })),
    },
    { name: 'distributions', ask: ask(7, (turn) => ({ queryType: 'distributions', problemId: frequent(turn) })) },
    {
      name: 'occurrences',
      ask: ask(7, (turn) => ({ queryType: 'occurrences', problemId: frequent(turn), limit: 100 })),
    },
    { name: 'newProblems', ask: ask(7, () => ({ queryType: 'problemEvents' })) },
    { name: 'series', ask: ask(7, () => ({ queryType: 'occurrenceSeries', by: 'handled' })) },
  ];
}

/** From the last one back, one step each time, as a person does who holds the key down. */
function walk(client: QueryClient, problemId: string): Question['ask'] {
  let which = 'last';
  return async () => {
    which = (await client.occurrence(problemId, which)).previous ?? 'last';
  };
}
