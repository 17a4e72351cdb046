import type { PoolConnection } from 'mysql2/promise';
import type { RollupName } from '../../backend-shim/src/pipeline/rollups.ts';
import { rowOf, sum } from '../../backend-shim/src/store/metrics/mergeGroup.ts';
import { mergedId, places, type Group, type MetricsRow } from '../../backend-shim/src/store/metrics/metricsRows.ts';
import type { Level } from '../../backend-shim/src/store/metrics/levels.ts';
import type { Series } from '../../backend-shim/src/store/metrics/Series.ts';
import { Sketch } from '../../backend-shim/src/store/metrics/Sketch.ts';
import { routes, service, stores, versions } from './names.ts';
import type { Problem } from './Problem.ts';
import type { HourOfOccurrences } from './Occurrences.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
const maxSeries = 10_000;
/** Of routes in all requests; each problem's requests are few among them. */
const requestsPerMinute = 10;

type Connection = Pick<PoolConnection, 'query' | 'commit' | 'beginTransaction'>;

/**
 * Writes what the jobs would have made of what came: an hour's minutes as one row, hours, and days that are over. A day is
 * a transaction.
 */
export class Rollups {
  readonly #connection: Connection;
  readonly #problems: Problem[];
  readonly #minutesSince: number;
  readonly #to: number;
  readonly #dimensions = new Map<number, string[]>();
  readonly #requests = new Map<number, Series[][]>();
  /** All hours of a version have the same requests. */
  readonly #rows = new Map<string, MetricsRow>();
  #day: Record<'problems' | 'requests', Series[][]> = { problems: [], requests: [] };

  /** @param minutesSince - what came before is kept by hours alone */
  constructor(connection: Connection, problems: Problem[], { minutesSince, to }: { minutesSince: number; to: number }) {
    this.#connection = connection;
    this.#problems = problems;
    this.#minutesSince = minutesSince;
    this.#to = to;
  }

  /** @param storeOf - by place in the hour */
  async addHour(hour: HourOfOccurrences, storeOf: Uint8Array): Promise<void> {
    const version = this.#versionAt(hour.start);
    const minutes = this.#minutesOf(hour, storeOf, version);
    await this.#write('problems', hour.start, minutes);
    await this.#write('requests', hour.start, this.#requestsOf(version));
    if ((hour.start + hourMs) % dayMs === 0) {
      for (const kind of ['problems', 'requests'] as const) {
        const group: Group = { level: 'day', kind, bucketStart: hour.start + hourMs - dayMs };
        await this.#insert(group, [sum(group, this.#day[kind], maxSeries)]);
      }
      this.#day = { problems: [], requests: [] };
      await this.#connection.commit();
      await this.#connection.beginTransaction();
    }
  }

  async #write(kind: 'problems' | 'requests', start: number, minutes: Series[][]): Promise<void> {
    if (start >= this.#minutesSince) {
      await this.#insert({ level: 'minute', kind, bucketStart: start }, minutes);
    }
    const group: Group = { level: 'hour', kind, bucketStart: start };
    const series = sum(group, minutes, maxSeries);
    await this.#insert(group, [series]);
    this.#day[kind].push(series);
  }

  async #insert(group: Group, buckets: Series[][]): Promise<void> {
    const { table, resolution } = places[group.level as Level];
    const row = this.#rowOf(group, buckets);
    const columns = [...(resolution.length > 0 ? ['resolution'] : []), 'bucket_start', 'kind', 'part_id'];
    await this.#connection.query(
      `INSERT INTO ${table} (${columns.join(', ')}, version, series_count, body)
       VALUES (${columns.map(() => '?').join(', ')}, ?, ?, ?)`,
      [
        ...resolution,
        new Date(group.bucketStart),
        group.kind satisfies RollupName,
        mergedId,
        row.version,
        row.seriesCount,
        row.body,
      ]
    );
  }

  #rowOf(group: Group, buckets: Series[][]): MetricsRow {
    if (group.kind !== 'requests' || group.level === 'day') {
      return rowOf(group, buckets, 3);
    }
    const key = `${group.level} ${this.#versionAt(group.bucketStart)}`;
    const row = this.#rows.get(key) ?? rowOf(group, buckets, 3);
    this.#rows.set(key, row);
    return row;
  }

  #requestsOf(version: number): Series[][] {
    const requests = this.#requests.get(version) ?? requestsOf(versions[version]);
    this.#requests.set(version, requests);
    return requests;
  }

  #minutesOf({ times, problems }: HourOfOccurrences, storeOf: Uint8Array, version: number): Series[][] {
    const minutes = Array.from({ length: 60 }, () => new Map<number, Series>());
    for (let at = 0; at < times.length; at++) {
      const minute = minutes[Math.floor(times[at] / minuteMs)];
      const key = problems[at] * stores.length + storeOf[at];
      const series = minute.get(key) ?? {
        dimensions: this.#dimensionsOf(key, version),
        values: [0, 0, 0],
        sketch: null,
      };
      minute.set(key, series);
      series.values[0] += 1;
      series.values[1] += this.#problems[problems[at]].handled ? 0 : 1;
    }
    return minutes.map((series) => [...series.values()]);
  }

  #dimensionsOf(key: number, version: number): string[] {
    const known = key * versions.length + version;
    let dimensions = this.#dimensions.get(known);
    if (!dimensions) {
      const { httpStatus, id, handled, route } = this.#problems[Math.floor(key / stores.length)];
      const store = String(stores[key % stores.length]);
      dimensions = [service, store, String(httpStatus), id, String(handled), routes[route], versions[version]];
      this.#dimensions.set(known, dimensions);
    }
    return dimensions;
  }

  #versionAt(time: number): number {
    return versionAt(time, this.#to);
  }
}

/** Place in `versions`. */
export function versionAt(time: number, to: number): number {
  return Math.min(versions.length - 1, Math.floor((to - 1 - time) / (14 * dayMs)));
}

function requestsOf(version: string): Series[][] {
  return Array.from({ length: 60 }, (_, minute) =>
    stores.flatMap((store) =>
      Array.from({ length: requestsPerMinute / stores.length }, (__, at) => {
        const route = routes[(minute * stores.length + at * 7) % routes.length];
        const sketch = new Sketch();
        sketch.add(100_000 + at * 10_000, 40);
        return {
          dimensions: [service, String(store), 'frontend', 'server', route, 'GET', '200', version],
          values: [40, 0, 40 * (100_000 + at * 10_000), 7_600, 2_400, 900_000, 0],
          sketch,
        };
      })
    )
  );
}
