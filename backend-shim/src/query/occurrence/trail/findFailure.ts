import type { StackException } from '../../../../../contract/documents.ts';
import type { LogRecord, SpanEvent } from '../../../pipeline/records.ts';
import { startOf, endOf } from './times.ts';
import type { ReadSpans } from './ReadSpans.ts';

/** Where and when a request failed. */
export interface FoundFailure {
  /** Place of the span in `rows`; null where none tells of it. */
  at: number | null;
  /** Microseconds since 1970: what began later came after it. */
  time: number;
}

/** What is kept of an occurrence: which span told it is not. */
export interface KnownFailure {
  /** ms since 1970, its fraction cut off. */
  time: number;
  message: string;
  stack: StackException[];
}

/**
 * The span in which a failure was first told: by an exception or error of PHP at this very time, else by one with the
 * same words; else the one that wrote the log record; else the innermost one that ran at the time.
 */
export function findFailure({ spans }: ReadSpans, logs: LogRecord[], failure: KnownFailure): FoundFailure {
  const told = toldEvents(spans.rows.length, (at) => spans.table.extra[spans.rows[at]]?.events);
  const atTheTime = told.filter(({ event }) => Math.floor(event.time / 1000) === failure.time);
  const found =
    firstOf(atTheTime.filter(({ event }) => isAbout(event, failure))) ??
    firstOf(atTheTime) ??
    firstOf(told.filter(({ event }) => isAbout(event, failure)));
  if (found) {
    return { at: found.at, time: found.event.time };
  }
  const end = failure.time * 1000 + 999;
  return { at: writerOf(spans, logs, failure.time) ?? innermostAt({ spans }, end), time: end };
}

interface ToldEvent {
  at: number;
  event: SpanEvent;
}

function toldEvents(length: number, eventsOf: (at: number) => SpanEvent[] | undefined): ToldEvent[] {
  const told: ToldEvent[] = [];
  for (let at = 0; at < length; at++) {
    for (const event of eventsOf(at) ?? []) {
      if (event.name === 'exception' || event.name === 'php.error') {
        told.push({ at, event });
      }
    }
  }
  return told;
}

function isAbout({ name, attributes }: SpanEvent, { message, stack }: KnownFailure): boolean {
  if (name === 'php.error') {
    const file = attributes['code.file.path'] ?? attributes['code.filepath'];
    const line = Number(attributes['code.line.number'] ?? attributes['code.lineno']);
    return stack.some(
      (each) => each.line === line && typeof file === 'string' && baseName(each.file) === baseName(file)
    );
  }
  const said = plain(String(attributes['exception.message'] ?? ''));
  return said === plain(message) || (said !== '' && stack.some((each) => plain(each.message) === said));
}

/** The innermost span tells an exception first; those around it tell it again. */
function firstOf(told: ToldEvent[]): ToldEvent | null {
  return told.reduce<ToldEvent | null>((first, each) => {
    const isEarlier = !first || each.event.time < first.event.time;
    return isEarlier || (each.event.time === first.event.time && each.at > first.at) ? each : first;
  }, null);
}

function writerOf(spans: ReadSpans['spans'], logs: LogRecord[], time: number): number | null {
  const log = logs.find((each) => each.spanId !== '' && Math.floor(each.time / 1000) === time);
  if (!log) {
    return null;
  }
  const [high, low] = [Number.parseInt(log.spanId.slice(0, 8), 16), Number.parseInt(log.spanId.slice(8), 16)];
  const { idHigh, idLow } = spans.table;
  const at = spans.rows.findIndex((row) => idHigh[row] === high && idLow[row] === low);
  return at < 0 ? null : at;
}

function innermostAt({ spans }: Pick<ReadSpans, 'spans'>, time: number): number | null {
  let found: number | null = null;
  for (let at = 0; at < spans.rows.length && startOf(spans, at) <= time; at++) {
    found = endOf(spans, at) >= time - 999 ? at : found;
  }
  return found;
}

function plain(message: string): string {
  return message.replace(/\s+/g, ' ').trim().slice(0, 512);
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
