import type { Occurrence, RequestContext } from '../../pipeline/analysis.ts';
import type { LogRecord, Resource, Span } from '../../pipeline/records.ts';
import { paymentOf, type Payment } from '../commerce/paymentOf.ts';
import { parsePhpError, type PhpError } from '../join/phpError.ts';
import { baseName } from './baseName.ts';
import { findUnhandled } from './findUnhandled.ts';
import { FullPaths } from './FullPaths.ts';
import { groupFailures, messageKey, type Failure } from './groupFailures.ts';
import { grouping } from './grouping/current.ts';
import type { Group } from './grouping/Grouping.ts';
import { groupPhpErrors } from './groupPhpErrors.ts';
import { hashOf } from './hashOf.ts';
import { readTold } from './readTold.ts';
import { stackOf } from './stackOf.ts';
import type { ToldPhpError, ToldText } from './Told.ts';

/** A request, or a queued message worked on in its trace, with what was told while it ran. */
export interface Work {
  traceId: string;
  /** What tells its occurrences from those of other work in the same trace; empty for the request itself. */
  key: string;
  root: Span | null;
  /** By time. */
  spans: Span[];
  logs: LogRecord[];
  context: RequestContext;
  resource: Resource;
  /** Whether the root tells that the work failed. */
  failed: boolean;
  /** Whether a failure that ended the work counts as unhandled; a queue's worker catches all and tries again. */
  canDie: boolean;
}

/** What an occurrence says of the failure itself, besides whose it was. */
type Found = Pick<Occurrence, 'type' | 'message' | 'file' | 'line' | 'handled' | 'stack' | 'time'> & {
  group: Group;
  /** Tells occurrences of one problem in the same work apart. */
  distinction: string;
};

/** Every failure once, however often and by whatever it was told. */
export function occurrencesOf(work: Work): Occurrence[] {
  const told = readTold(work.spans, work.root, work.logs);
  const paths = new FullPaths(told);
  const failures = groupFailures(told.failures);
  const unhandled = work.failed && work.canDie ? findUnhandled(failures, work.root) : null;
  const thrown = thrownErrors(failures);
  const phpErrors = groupPhpErrors(told.phpErrors).filter((error) => !thrown.has(errorKey(error)));
  const found = failures.map((failure) => ofFailure(failure, failure !== unhandled, paths));
  found.push(...phpErrors.map((error) => ofPhpError(error, paths)));
  found.push(...untold(told.texts, failures).map((text) => ofText(work, text)));
  if (work.failed && work.canDie && !unhandled && work.root?.kind === 'server') {
    found.push(ofStatus(work, work.root));
  }
  if (found.length === 0) {
    return [];
  }
  const payment = paymentOf(work.spans);
  const occurrences = found.map((one) => toOccurrence(work, one, payment));
  return uniqueById(occurrences).sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
}

function toOccurrence(work: Work, { group, distinction, ...found }: Found, payment: Payment): Occurrence {
  return {
    ...work.context,
    ...found,
    ...group,
    ...payment,
    id: hashOf('occurrence', work.traceId, work.key, group.problemId, distinction),
    groupingVersion: grouping.version,
    traceId: work.traceId,
    duration: work.root?.duration ?? null,
    resource: work.resource,
  };
}

function ofFailure({ chain, first }: Failure, handled: boolean, paths: FullPaths): Found {
  const [{ type, message }] = chain;
  return {
    group: grouping.group({ kind: 'exception', chain }),
    distinction: messageKey(message),
    time: first,
    type,
    message,
    ...paths.full(grouping.placeOf(chain)),
    handled,
    stack: stackOf(chain, paths),
  };
}

/** PHP's errors have no message on spans, so that the place alone makes the occurrence. */
function ofPhpError(error: ToldPhpError, paths: FullPaths): Found {
  const { level: type, message, time } = error;
  const place = paths.full(error);
  return {
    group: grouping.group({ kind: 'php', level: type, message, ...place }),
    distinction: '',
    time,
    type,
    message,
    ...place,
    handled: true,
    stack: [{ type, message, ...place, frames: [] }],
  };
}

function ofText(work: Work, { text, time, identity }: ToldText): Found {
  return {
    group: grouping.group({ kind: 'log', text }),
    // Without a trace nothing tells two requests apart, so that each record stands for itself.
    distinction: work.traceId === '' ? identity : messageKey(text),
    time,
    type: 'Log',
    message: text,
    ...unknownPlace,
  };
}

/** A failed request of which nothing but its status is known. */
function ofStatus({ context }: Work, root: Span): Found {
  const { route, path, httpStatus: status } = context;
  const message = `${status} on ${route ?? path ?? root.name}`;
  return {
    group: grouping.group({ kind: 'http', status, route }),
    distinction: '',
    time: root.start + root.duration,
    type: 'HTTP',
    message,
    ...unknownPlace,
    handled: false,
  };
}

const unknownPlace = { file: '', line: 0, handled: true, stack: [] };

/** In developer mode Maho throws PHP's errors as exceptions: one failure. */
function thrownErrors(failures: Failure[]): Set<string> {
  const thrown = failures.flatMap(({ chain }) => chain.flatMap(({ message }) => parsePhpError(message) ?? []));
  return new Set(thrown.map(errorKey));
}

function errorKey({ level, file, line }: PhpError): string {
  return `${level}\0${baseName(file)}\0${line}`;
}

/** Log records that only repeat the message of an exception tell of no failure of their own. */
function untold(texts: ToldText[], failures: Failure[]): ToldText[] {
  const messages = new Set(failures.flatMap(({ chain }) => chain.map((exception) => messageKey(exception.message))));
  // A run may fail thousands of times: only so many messages are searched for within other words.
  const quoted = [...messages].filter((message) => message.length >= 8).slice(0, 100);
  return texts.filter(({ text }) => {
    const said = text.replace(/\s+/g, ' ');
    return !messages.has(said) && !quoted.some((message) => said.includes(message));
  });
}

function uniqueById(occurrences: Occurrence[]): Occurrence[] {
  const unique = new Map<string, Occurrence>();
  for (const occurrence of occurrences) {
    const known = unique.get(occurrence.id);
    if (
      !known ||
      (known.handled && !occurrence.handled) ||
      (known.handled === occurrence.handled && occurrence.time < known.time)
    ) {
      unique.set(occurrence.id, occurrence);
    }
  }
  return [...unique.values()];
}
