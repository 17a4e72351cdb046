import type { Pool } from 'mysql2/promise';
import type { QueryOf } from '../../../../contract/queries.ts';
import { findEvents, storesOfProblems } from '../problemEvents/findEvents.ts';
import { coveredRange, oneBucket } from '../figure/Buckets.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryContext, QueryHandler, TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';
import { Shops } from '../shared/Shops.ts';
import { parseStoreKey } from '../shared/storeKey.ts';

/** As Grafana reads annotations: the tags with commas between them. */
interface Annotation {
  time: number;
  title: string;
  text: string;
  tags: string;
}

/** More would make a chart unreadable. */
const mostAnnotations = 500;

/** Marks for charts: versions that came, problems that are new or came back; of many, the latest. */
export const annotations: QueryHandler<'annotations'> = async (query, context) => {
  const rows = query.of === 'versions' ? await versions(query, context) : await events(query, context);
  return [makeTable('annotations', columns, rows)];
};

async function versions({ store }: QueryOf<'annotations'>, { pool, range }: QueryContext): Promise<Annotation[]> {
  const rows = await selectVersions(pool, range, store === '' ? null : (parseStoreKey(store)?.service ?? ''));
  return rows.map(({ service, version, firstSeen }) => ({
    time: +firstSeen,
    title: `Version ${version}`,
    text: `${service} was first seen with version ${version}`,
    tags: ['version', service].map(asTag).join(','),
  }));
}

interface VersionRow {
  service: string;
  version: string;
  firstSeen: Date;
}

function selectVersions(pool: Pool, { from, to }: TimeRange, service: string | null): Promise<VersionRow[]> {
  return select(
    pool,
    `SELECT service, version, first_seen AS firstSeen FROM maho_insights_versions
     WHERE first_seen BETWEEN ? AND ?${service === null ? '' : ' AND service = ?'}
     ORDER BY first_seen DESC LIMIT ${mostAnnotations}`,
    [new Date(from), new Date(to), ...(service === null ? [] : [service])]
  );
}

async function events({ of, store }: QueryOf<'annotations'>, context: QueryContext): Promise<Annotation[]> {
  const { pool, range, readProblemCounts } = context;
  const [shops, kept, problems] = await Promise.all([Shops.load(pool), context.readKept(), context.readProblems()]);
  const found = await findEvents({ pool, range }, of === 'regressions' ? 'regression' : 'new', problems);
  const covered = coveredRange(oneBucket(range, kept));
  const stores =
    store === '' ? null : await storesOfProblems({ readProblemCounts, range: covered }, found, shops, problems);
  return found
    .filter(({ problem }) => stores === null || stores.get(problem.id)?.has(store))
    .slice(0, mostAnnotations)
    .map(({ time, event, problem }) => ({
      time,
      title: `${event === 'new' ? 'New' : 'Back'}: ${problem.type}`,
      text: problem.title,
      tags: [event, problem.handled ? 'handled' : 'unhandled'].join(','),
    }));
}

function asTag(text: string): string {
  return text.replaceAll(',', ' ');
}

const columns: TableColumns<Annotation> = {
  time: { type: 'time.Time' },
  title: { type: 'string' },
  text: { type: 'string' },
  tags: { type: 'string' },
};
