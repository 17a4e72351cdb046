import { gunzipSync } from 'node:zlib';
import { decode } from '../../backend-shim/src/decode/decode.ts';
import { readCapture, type CapturedExport } from '../../scripts/lib/readCapture.ts';
import { noCounts, type Counts } from './Counts.ts';
import { findFields, type Fields } from './findFields.ts';
import { firstSpans } from './firstSpans.ts';
import { insertInto } from './insertInto.ts';
import type { PreparedExport, Signal, Unit } from './Unit.ts';
import { markVariableDigits, type Statement } from './variableDigits.ts';

/** One export between reading and preparing. */
interface Draft {
  item: CapturedExport;
  signal: Signal;
  body: Buffer;
  fields: Fields;
  statements: Statement[];
}

export interface PrepareOptions {
  /** As the HTTP header names it. */
  host: string;
  /** Whether numbers in SQL will be made fresh: short ones get more digits then. */
  freshNumbers: boolean;
  /** Of each trace in a body at most; null for all. */
  spansPerTrace?: number | null;
}

/** From Span down to a statement: resources, scopes, spans, attributes, value, text. */
const statementPath = [1, 2, 2, 9, 2, 1];
const fewestDigits = 6;

/**
 * Reads recordings into the requests that a shop made, each with all its exports.
 * @param files - captures in protobuf
 * @throws Error when there is none in them
 */
export async function prepareUnits(files: string[], options: PrepareOptions): Promise<Unit[]> {
  const drafts: Draft[] = [];
  for (const file of files) {
    for await (const item of readCapture(file)) {
      if (item.contentType.includes('protobuf')) {
        drafts.push(draftOf(item, options));
      }
    }
  }
  if (drafts.length === 0) {
    throw new Error(`No export in protobuf in ${files.join(', ')}.`);
  }
  markVariableDigits(drafts.flatMap(({ statements }) => statements));
  const widened = options.freshNumbers ? drafts.map(widenNumbers) : drafts;
  markVariableDigits(widened.flatMap(({ statements }) => statements));
  return groupByRequest(widened).map((group) => unitOf(group, options.host));
}

function draftOf(item: CapturedExport, { spansPerTrace = null }: PrepareOptions): Draft {
  const body = item.contentEncoding === 'gzip' ? gunzipSync(item.body) : item.body;
  const isCut = spansPerTrace !== null && item.path === '/v1/traces';
  return draftWith(item, isCut ? firstSpans(body, spansPerTrace) : body);
}

function draftWith(item: CapturedExport, body: Buffer): Draft {
  const signal = item.path.slice('/v1/'.length) as Signal;
  const fields = findFields(signal, body);
  const statements = fields.sql.map(({ at, length }) => ({ text: body.toString('latin1', at, at + length), runs: [] }));
  return { item, signal, body, fields, statements };
}

/**
 * A live shop's visitors and carts have long numbers; those of a shop that was set up for a recording have one or two
 * digits, of which there would soon be no fresh ones.
 */
function widenNumbers(draft: Draft): Draft {
  const insertions = draft.statements.flatMap(({ text, runs }, index) =>
    runs
      .filter(({ at, length }) => length < fewestDigits && isBare(text, at, length))
      .map(({ at, length }) => ({ at: draft.fields.sql[index].at + at, text: '1'.padEnd(fewestDigits - length, '0') }))
  );
  return insertions.length === 0 ? draft : draftWith(draft.item, insertInto(draft.body, statementPath, insertions));
}

/** Not a part of a name, a time, or a quoted text. */
function isBare(text: string, at: number, length: number): boolean {
  return /[\s(,=]/.test(text[at - 1] ?? '') && /[\s),]|^$/.test(text[at + length] ?? '');
}

/** A shop's worker sends the signals of a request one after the other: traces first, if any, then logs and metrics. */
function groupByRequest(drafts: Draft[]): Draft[][] {
  const groups: Draft[][] = [];
  let known = new Set<string>();
  for (const draft of drafts) {
    const ids = draft.fields.traceIds.map((at) => draft.body.toString('hex', at, at + 16));
    const another = ids.length > 0 && known.size > 0 && !ids.some((id) => known.has(id));
    if (groups.length === 0 || another) {
      groups.push([]);
      known = new Set();
    }
    groups[groups.length - 1].push(draft);
    ids.forEach((id) => known.add(id));
  }
  return groups;
}

function unitOf(drafts: Draft[], host: string): Unit {
  const spansOf = new Map<string, number>();
  const spanIds = new Set<string>();
  for (const { signal, body, fields } of drafts) {
    const traceOf = (at: number) => body.toString('hex', at, at + 16);
    fields.traceIds.map(traceOf).forEach((id) => spansOf.set(id, spansOf.get(id) ?? 0));
    fields.spanIds.forEach((at) => spanIds.add(body.toString('hex', at, at + 8)));
    if (signal === 'traces') {
      fields.owners.map(traceOf).forEach((id) => spansOf.set(id, (spansOf.get(id) ?? 0) + 1));
    }
  }
  const traces = [...spansOf.keys()];
  const { at } = drafts[0].item;
  const exports = drafts.map((draft) => prepareExport(draft, { at, traces, spanIds }, host));
  const spans = exports.reduce((sum, { counts }) => sum + counts.spans, 0);
  return { at, exports, traces, spansOf: [...spansOf.values()], spans };
}

/** What the exports of one unit have in common. */
interface Shared {
  at: number;
  traces: string[];
  spanIds: Set<string>;
}

function prepareExport(draft: Draft, shared: Shared, host: string): PreparedExport {
  const { item, signal, body, fields, statements } = draft;
  const { at, traces } = shared;
  const head = Buffer.from(
    `POST ${item.path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${item.contentType}\r\n` +
      `Content-Length: ${body.length}\r\n\r\n`
  );
  const request = Buffer.concat([head, body]);
  const shifted = (offsets: number[]) => Int32Array.from(offsets, (offset) => offset + head.length);
  const half = (offset: number) => request.readUInt32BE(offset);
  const anchor = BigInt(at) * 1_000_000n;
  const traceIdAt = shifted(fields.traceIds);
  const spanIdAt = shifted(fields.spanIds);
  const timeAt = shifted(fields.times);
  const texts = signal === 'traces' ? { traces: [], spans: [] } : hexIds(request, head.length, shared);
  return {
    signal,
    request,
    traceIdAt,
    traceIdOf: traceIdAt.map((offset) => traces.indexOf(request.toString('hex', offset, offset + 16))),
    traceTextAt: Int32Array.from(texts.traces, ([offset]) => offset),
    traceTextOf: Int32Array.from(texts.traces, ([, trace]) => trace),
    spanIdAt,
    spanIdHigh: Uint32Array.from(spanIdAt, half),
    spanIdLow: Uint32Array.from(spanIdAt, (offset) => half(offset + 4)),
    spanTextAt: Int32Array.from(texts.spans),
    spanTextHigh: Uint32Array.from(texts.spans, (offset) =>
      parseInt(request.toString('latin1', offset, offset + 8), 16)
    ),
    spanTextLow: Uint32Array.from(texts.spans, (offset) =>
      parseInt(request.toString('latin1', offset + 8, offset + 16), 16)
    ),
    timeAt,
    time: Float64Array.from(timeAt, (offset) => Number(request.readBigUInt64LE(offset) - anchor)),
    digits: Int32Array.from(
      statements.flatMap(({ runs }, index) =>
        runs.flatMap((run) => [head.length + fields.sql[index].at + run.at, run.length])
      )
    ),
    counts: countsOf(item, signal, body, fields),
  };
}

/** Log records repeat their ids as texts: those of the unit's traces and spans. */
function hexIds(
  request: Buffer,
  from: number,
  { traces, spanIds }: Shared
): { traces: Array<[number, number]>; spans: number[] } {
  const text = request.toString('latin1');
  return {
    traces: traces.flatMap((id, trace) => placesOf(id, text, from).map((at): [number, number] => [at, trace])),
    spans: [...spanIds].flatMap((id) => placesOf(id, text, from)),
  };
}

function placesOf(id: string, text: string, from: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(id, from); at >= 0; at = text.indexOf(id, at + id.length)) {
    places.push(at);
  }
  return places;
}

function countsOf(item: CapturedExport, signal: Signal, body: Buffer, fields: Fields): Counts {
  const counts: Counts = { ...noCounts(), exports: 1, bytes: body.length };
  if (signal === 'traces') {
    return { ...counts, spans: fields.records };
  }
  if (signal === 'logs') {
    return { ...counts, logs: fields.records };
  }
  const { points } = decode({ signal, encoding: 'protobuf', receivedAt: item.at, bytes: body });
  const sum = (name: string) => points.reduce((total, point) => total + (point.name === name ? point.count : 0), 0);
  return {
    ...counts,
    requests: sum('http.server.request.duration'),
    orders: sum('maho.orders'),
    cartAdditions: sum('maho.cart.additions'),
  };
}
