import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { analyseTrace } from '../backend-shim/src/analyse/analyseTrace.ts';
import { prepare } from '../backend-shim/src/analyse/prepare.ts';
import { decode } from '../backend-shim/src/decode/decode.ts';
import type { Occurrence, TraceRecords } from '../backend-shim/src/pipeline/analysis.ts';
import type { Body, Span } from '../backend-shim/src/pipeline/records.ts';
import { otherDeployment, otherRequest, type Mutation, type Telling } from './support/mutateRecords.ts';
import { captureSets, excerpts, skipWithoutCaptures, type RecordedSet } from './support/recordedSets.ts';

interface Did {
  unhandledFailures: Record<string, number>;
  handledFailures: Record<string, number>;
}

const known = new Map<string, Telling[]>();

describe.each([...excerpts, ...captureSets].map((set) => [set.name, set] as const))('problems of %s', (_name, set) => {
  const original = () => occurrencesOf(tellingsOf(set));

  it('are there', () => {
    expect(original().length).toBeGreaterThan(0);
  });

  it.each(['a', 'b', 'c'])('are the same with all ids, references, amounts and times changed (%s)', (seed) => {
    const changed = mutated(set, otherRequest(seed));
    expect(countBy(changed, ({ problemId }) => problemId)).toEqual(countBy(original(), ({ problemId }) => problemId));
    // Or else nothing was changed at all.
    expect(changed.map(({ id }) => id)).not.toEqual(expect.arrayContaining([original()[0].id]));
  });

  it('are the same after a deployment moved every line and the store, but those that have nothing else', () => {
    const byCode = (occurrences: Occurrence[]) => occurrences.filter(({ stack }) => stack[0]?.frames.length !== 0);
    const changed = mutated(set, otherDeployment(37, '/var/www/releases/20261101/'));
    expect(countBy(byCode(changed), ({ problemId }) => problemId)).toEqual(
      countBy(byCode(original()), ({ problemId }) => problemId)
    );
    expect(changed).toHaveLength(original().length);
  });

  it('have one place each', () => {
    const place = ({ type, file, line, title }: Occurrence) =>
      file === '' ? `${type} ${title}` : `${type} ${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
    const places = new Map<string, Set<string>>();
    for (const occurrence of original()) {
      places.set(occurrence.problemId, (places.get(occurrence.problemId) ?? new Set()).add(place(occurrence)));
    }
    expect([...places.values()].filter((ofOne) => ofOne.size > 1)).toEqual([]);
  });
});

describe.each(captureSets.map((set) => [set.name, set] as const))(
  'failures that shoppers ran into, %s',
  (name, set) => {
    const did = () =>
      (JSON.parse(readFileSync(set.file.replace('.jsonl.gz', '.truth.json'), 'utf8')) as { did: Did }).did;
    const occurrences = () => occurrencesOf(tellingsOf(set));
    const request = ({ method, path }: Occurrence) => `${method} ${path}`;

    if (name !== 'shop-default-sampling') {
      it('are one problem for each place, with an occurrence for each request', () => {
        const unhandled = occurrences().filter(({ handled }) => !handled);
        expect(countBy(unhandled, request)).toEqual(did().unhandledFailures);
        const problems = countBy(unhandled, ({ problemId }) => problemId);
        expect(Object.values(problems).sort()).toEqual(Object.values(did().unhandledFailures).sort());
      });
    }

    it('that the shop caught are complete whether traces were sampled or not', () => {
      const counts = countBy(occurrences(), ({ problemId }) => problemId);
      const everyTrace = captureSets.filter((other) => other.name !== 'shop-default-sampling');
      const caught = everyTrace.flatMap((other) => occurrencesOf(tellingsOf(other))).filter(({ handled }) => handled);
      for (const [failed, count] of Object.entries(did().handledFailures)) {
        const problems = new Set(caught.filter((one) => request(one) === failed).map(({ problemId }) => problemId));
        expect(problems.size).toBeGreaterThan(0);
        problems.forEach((problem) => expect([failed, counts[problem]]).toEqual([failed, count]));
      }
    });
  }
);

skipWithoutCaptures('the whole recorded captures, changed, have the same problems');

/** Spans that tell nothing of failures are left out, which makes it quick. */
function tellingsOf({ file }: RecordedSet): Telling[] {
  const found = known.get(file) ?? read(file);
  known.set(file, found);
  return found;
}

function read(file: string): Telling[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const { at, path, contentType, contentEncoding, body } = JSON.parse(line) as Record<string, string>;
    const signal = path.slice('/v1/'.length) as Body['signal'];
    if (signal === 'metrics') {
      return [];
    }
    const sent = Buffer.from(body, 'base64');
    const { spans, logs } = decode({
      signal,
      encoding: contentType.includes('json') ? 'json' : 'protobuf',
      receivedAt: Number(at),
      bytes: contentEncoding === 'gzip' ? gunzipSync(sent) : sent,
    });
    return [{ spans: spans.filter(tells), logs }];
  });
}

function tells({ kind, parentSpanId, events, name }: Span): boolean {
  return (
    events.length > 0 || parentSpanId === '' || kind === 'server' || kind === 'consumer' || name.startsWith('dispatch.')
  );
}

function mutated(set: RecordedSet, mutation: Mutation): Occurrence[] {
  return occurrencesOf(tellingsOf(set).map(mutation));
}

function occurrencesOf(tellings: Telling[]): Occurrence[] {
  const traces = new Map<string, TraceRecords>();
  const recordsOf = (traceId: string): TraceRecords => {
    const records = traces.get(traceId) ?? { traceId, spans: [], logs: [] };
    traces.set(traceId, records);
    return records;
  };
  for (const telling of tellings) {
    const { spans, logs } = prepare({ ...telling, points: [] });
    spans.forEach((span) => recordsOf(span.traceId).spans.push(span));
    logs.forEach((log) => recordsOf(log.traceId).logs.push(log));
  }
  return [...traces.values()].flatMap((records) => analyseTrace(records).occurrences);
}

function countBy<T>(items: T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  items.forEach((item) => (counts[key(item)] = (counts[key(item)] ?? 0) + 1));
  return counts;
}
