import { createHash } from 'node:crypto';
import type { AttributeValue, Attributes, Export, LogRecord, Span } from '../../backend-shim/src/pipeline/records.ts';

/** What of an export tells of failures. */
export type Telling = Pick<Export, 'spans' | 'logs'>;

/** Makes of what happened the same thing happening to others: the same input always gives the same output. */
export type Mutation = (records: Telling) => Telling;

/** Attributes that say what something is, not to whom it happened. */
const kept =
  /^(?:error\.type|exception\.type|exception\.escaped|http\.|code\.|db\.|block\.|maho\.area|maho\.store|maho\.website)/;
const days = 86_400_000_000;

/** Other ids, references, amounts, times, addresses, hosts and versions. */
export function otherRequest(seed: string): Mutation {
  const random = (text: string) => createHash('sha256').update(`${seed}\0${text}`).digest();
  const shift = (random('shift').readUInt16BE() + 1) * days;
  const longer = (random('duration')[0] % 5) + 2;
  const text = (value: string) => mutateText(value, random);
  const moved = (time: number) => time + shift;
  return ({ spans, logs }) => ({
    spans: spans.map((span) => ({
      ...span,
      traceId: otherHex(span.traceId, random),
      spanId: otherHex(span.spanId, random),
      parentSpanId: otherHex(span.parentSpanId, random),
      start: moved(span.start),
      duration: span.duration * longer,
      attributes: mutateAttributes(span.attributes, text),
      events: span.events.map((event) => ({
        ...event,
        time: moved(event.time),
        attributes: mutateAttributes(event.attributes, text),
      })),
      resource: otherResource(span, seed),
    })),
    logs: logs.map((log) => ({
      ...log,
      identity: otherHex(log.identity, random),
      traceId: otherHex(log.traceId, random),
      spanId: otherHex(log.spanId, random),
      time: moved(log.time),
      body: text(log.body),
      resource: otherResource(log, seed),
    })),
  });
}

/** The same code, changed above what fails, in another folder. */
export function otherDeployment(by: number, root: string): Mutation {
  const text = (value: string) => deployText(value, by, root);
  const attributes = (told: Attributes) => ({
    ...mapStrings(told, text),
    ...(typeof told['code.line.number'] === 'number' ? { 'code.line.number': told['code.line.number'] + by } : {}),
  });
  return ({ spans, logs }) => ({
    spans: spans.map((span) => ({
      ...span,
      events: span.events.map((event) => ({ ...event, attributes: attributes(event.attributes) })),
    })),
    logs: logs.map((log) => ({ ...log, body: text(log.body) })),
  });
}

type Random = (text: string) => Buffer;

function mutateText(text: string, random: Random): string {
  return text
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g, (date) =>
      new Date(random(date).readUInt32BE() * 500).toISOString().slice(0, 19)
    )
    .replace(/(?<![\w-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}(?![\w-])/g, (ref) => otherHex(ref, random))
    .replace(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, (ip) => [...random(ip).subarray(0, 4)].join('.'))
    .replace(/(?<=\bport )\d+/g, (port) => String(random(port).readUInt16BE()))
    .replace(/(?<=[?&]\w+=)[^&"'\s]+/g, (value) => random(value).toString('base64url').slice(0, 24))
    .replace(/(?<![\w.])\d+\.\d{2}(?![\w.])/g, (amount) => (random(amount).readUInt16BE() / 100).toFixed(2))
    .replace(/(?<![\w.])\d+(?= (?:ms|s|seconds?)\b)|(?<![\w.:(])\d{5,}(?!\w)/g, (id) =>
      String(random(id).readUInt32BE() + 1e5)
    );
}

/** In stack traces of both kinds, in what PHP says of its own errors, and in closures' names. */
function deployText(text: string, by: number, root: string): string {
  const later = (line: string) => String(Number(line) + by);
  return text
    .replace(/(\.(?:php|phtml):)(\d+)/g, (_whole, file: string, line: string) => file + later(line))
    .replace(/(\.(?:php|phtml)\()(\d+)(?=\))/g, (_whole, file: string, line: string) => file + later(line))
    .replace(/( on line )(\d+)/g, (_whole, words: string, line: string) => words + later(line))
    .replace(/(\(\):)(\d+)(?=\})/g, (_whole, closure: string, line: string) => closure + later(line))
    .replace(/\/srv\/store\//g, root);
}

function mutateAttributes(attributes: Attributes, text: (value: string) => string): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      kept.test(key)
        ? value
        : typeof value === 'number'
          ? value * 7 + 1
          : typeof value === 'string'
            ? text(value)
            : value,
    ])
  );
}

function mapStrings(attributes: Attributes, text: (value: string) => string): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]): [string, AttributeValue] => [
      key,
      typeof value === 'string' ? text(value) : value,
    ])
  );
}

/** Of the same length, with a digit and a letter. */
function otherHex(id: string, random: Random): string {
  return id === '' ? '' : `7e${random(id).toString('hex')}`.slice(0, Math.max(id.length, 3));
}

function otherResource({ resource }: Span | LogRecord, seed: string): Span['resource'] {
  return { ...resource, host: `web-${seed}`, mahoVersion: '99.1.0', phpVersion: '9.0.0' };
}
