import type { Pool } from 'mysql2/promise';
import type { RequestContext } from '../../pipeline/analysis.ts';
import type { Resource } from '../../pipeline/records.ts';
import { int, text } from '../tables/column.ts';
import { IdTable } from './IdTable.ts';

export interface SourceRow {
  service: string;
  environment: string | null;
  version: string | null;
  php_version: string | null;
  host: string | null;
  store_id: number | null;
  store_code: string | null;
  website_id: number | null;
  area: string | null;
}

export interface EndpointRow {
  span_name: string;
  root_kind: string | null;
  method: string | null;
  route: string | null;
}

/** Where something ran and what it was asked for, as far as rows tell it by numbers. */
export interface Named {
  context: RequestContext;
  resource: Resource;
  spanName: string;
  rootKind: string | null;
}

export interface NameIds {
  source_id: number;
  endpoint_id: number;
  path_id: number | null;
}

/** Of each, what a shop has by far not; a hostile sender's are counted as one. */
const limits = { sources: 20_000, endpoints: 50_000, paths: 500_000 };

/** The numbers that stand for where requests ran and what they asked for. */
export class Names {
  readonly #sources: IdTable<SourceRow>;
  readonly #endpoints: IdTable<EndpointRow>;
  readonly #paths: IdTable<{ path: string }>;

  constructor(pool: Pool) {
    this.#sources = new IdTable({
      pool,
      table: 'maho_insights_sources',
      idColumn: 'source_id',
      hashColumn: 'source_hash',
      columns: [
        'service',
        'environment',
        'version',
        'php_version',
        'host',
        'store_id',
        'store_code',
        'website_id',
        'area',
      ],
      limit: limits.sources,
    });
    this.#endpoints = new IdTable({
      pool,
      table: 'maho_insights_endpoints',
      idColumn: 'endpoint_id',
      hashColumn: 'endpoint_hash',
      columns: ['span_name', 'root_kind', 'method', 'route'],
      limit: limits.endpoints,
    });
    this.#paths = new IdTable({
      pool,
      table: 'maho_insights_paths',
      idColumn: 'path_id',
      hashColumn: 'path_hash',
      columns: ['path'],
      limit: limits.paths,
    });
  }

  /** Looks all of them up, so that {@link idsOf} knows them. */
  async ensure(all: Named[]): Promise<void> {
    await this.#sources.ensure(all.map(sourceOf));
    await this.#endpoints.ensure(all.map(endpointOf));
    await this.#paths.ensure(all.map(pathOf).filter((path) => path !== null));
  }

  idsOf(named: Named): NameIds {
    const path = pathOf(named);
    return {
      source_id: this.#sources.idOf(sourceOf(named)),
      endpoint_id: this.#endpoints.idOf(endpointOf(named)),
      path_id: path === null ? null : this.#paths.idOf(path),
    };
  }
}

const short = text(64);

function sourceOf({ context, resource }: Named): SourceRow {
  return {
    service: text(128).encode(context.service) as string,
    environment: short.encode(resource.environment) as string | null,
    version: short.encode(resource.mahoVersion) as string | null,
    php_version: short.encode(resource.phpVersion) as string | null,
    host: text(255).encode(resource.host) as string | null,
    store_id: int.encode(context.storeId) as number | null,
    store_code: short.encode(context.storeCode) as string | null,
    website_id: int.encode(context.websiteId) as number | null,
    area: text(32).encode(context.area) as string | null,
  };
}

function endpointOf({ context, spanName, rootKind }: Named): EndpointRow {
  return {
    span_name: text(255).encode(spanName) as string,
    root_kind: rootKind,
    method: text(16).encode(context.method) as string | null,
    route: text(255).encode(context.route) as string | null,
  };
}

function pathOf({ context }: Named): { path: string } | null {
  return context.path === null ? null : { path: text(1024).encode(context.path) as string };
}
