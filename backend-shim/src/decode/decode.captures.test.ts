import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Export, Signal } from '../pipeline/records.ts';
import { decode } from './decode.ts';

const directory = resolve(process.env.INSIGHTS_CAPTURES || '../shared/captures');
const sets = ['shop-protobuf', 'shop-json', 'shop-default-sampling'].filter((set) =>
  existsSync(join(directory, `${set}.jsonl.gz`))
);

interface Line {
  at: number;
  path: string;
  contentType: string;
  body: string;
}

function decodeSet(set: string): Export[] {
  const lines = gunzipSync(readFileSync(join(directory, `${set}.jsonl.gz`)))
    .toString()
    .trim()
    .split('\n');
  return lines.map((text) => {
    const { at, path, contentType, body } = JSON.parse(text) as Line;
    const encoding = contentType === 'application/json' ? 'json' : 'protobuf';
    return decode({
      signal: path.slice('/v1/'.length) as Signal,
      encoding,
      receivedAt: at,
      bytes: Buffer.from(body, 'base64'),
    });
  });
}

function sumBy<T>(items: T[], key: (item: T) => string, amount: (item: T) => number): Record<string, number> {
  const sums: Record<string, number> = {};
  items.forEach((item) => (sums[key(item)] = (sums[key(item)] ?? 0) + amount(item)));
  return sums;
}

(sets.length > 0 ? describe : describe.skip)('recorded captures', () => {
  it.each(sets)('%s holds what an independent decoder counted', (set) => {
    const exports = decodeSet(set);
    const spans = exports.flatMap((decoded) => decoded.spans);
    const logs = exports.flatMap((decoded) => decoded.logs);
    const points = exports.flatMap((decoded) => decoded.points);
    const durations = points.filter(({ name }) => name === 'http.server.request.duration');
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === '');
    const serverRoots = roots.filter(({ kind }) => kind === 'server').length;
    const { arrived } = JSON.parse(readFileSync(join(directory, `${set}.truth.json`), 'utf8')) as { arrived: object };
    expect({
      requests: durations.reduce((sum, { count }) => sum + count, 0),
      requestsByStatus: sumBy(
        durations,
        ({ attributes }) => String(attributes['http.response.status_code']),
        ({ count }) => count
      ),
      traces: new Set(spans.map(({ traceId }) => traceId)).size,
      spans: spans.length,
      serverRoots,
      otherRoots: roots.length - serverRoots,
      logRecords: logs.length,
    }).toEqual(arrived);
    expect(exports.flatMap(({ rejected }) => rejected)).toEqual([]);
    const identities = [...logs, ...points].map(({ identity }) => identity);
    expect(new Set(identities).size).toBe(identities.length);
  });
});
