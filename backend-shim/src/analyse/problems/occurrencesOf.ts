import type { Occurrence, RequestContext } from '../../pipeline/analysis.ts';
import type { LogRecord, Resource, Span } from '../../pipeline/records.ts';
import { paymentOf } from '../commerce/paymentOf.ts';
import { parsePhpError } from '../join/phpError.ts';
import { findUnhandled } from './findUnhandled.ts';
import { FullPaths } from './FullPaths.ts';
import { groupFailures, messageKey, type Failure } from './groupFailures.ts';
import { groupPhpErrors } from './groupPhpErrors.ts';
import { hashOf } from './hashOf.ts';
import { baseName, placeOf } from './placeOf.ts';
import { readTold } from './readTold.ts';
import { stackOf } from './stackOf.ts';
import { titleOf } from './titleOf.ts';
import type { ToldPhpError, ToldText } from './Told.ts';

/** Grouping at first; replaced as a whole by a later version, never changed. */
const grouping = 'v0';

/** A request, or a queued message worked on in its trace, with what was told while it ran. */
export interface Work {
  traceId: string;
  /** What tells its occurrences from those of other work in the same trace; empty for the request itself. */
  key: string;
  root: Span | null;
  spans: Span[];
  logs: LogRecord[];
  context: RequestContext;
  resource: Resource;
  /** Whether the root tells that the work failed. */
  failed: boolean;
  /** Whether a failure that ended the work counts as unhandled; a queue's worker catches all and tries again. */
  canDie: boolean;
}

/** Every failure once, however often and by whatever it was told. */
export function occurrencesOf(work: Work): Occurrence[] {
  const told = readTold(work.spans, work.root, work.logs);
  const paths = new FullPaths(told);
  const failures = groupFailures(told.failures);
  const unhandled = work.failed && work.canDie ? findUnhandled(failures, work.root) : null;
  const phpErrors = groupPhpErrors(told.phpErrors).filter((error) => !isThrown(error, failures));
  const occurrences = failures.map((failure) => ofFailure(work, failure, failure !== unhandled, paths));
  occurrences.push(...phpErrors.map((error) => ofPhpError(work, error, paths)));
  occurrences.push(...untold(told.texts, failures).map((text) => ofText(work, text)));
  if (work.failed && work.canDie && !unhandled && work.root?.kind === 'server') {
    occurrences.push(ofStatus(work, work.root));
  }
  return uniqueById(occurrences).sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
}

function ofFailure(work: Work, failure: Failure, handled: boolean, paths: FullPaths): Occurrence {
  const [thrown] = failure.chain;
  const place = placeOf(failure.chain);
  const problemId = hashOf(grouping, 'exception', thrown.type, baseName(place.file), String(place.line));
  const said = titleOf(thrown.message);
  return {
    ...common(work, problemId, messageKey(thrown.message), failure.first),
    type: thrown.type,
    message: thrown.message,
    title: said === '' ? thrown.type : said,
    ...paths.full(place),
    handled,
    stack: stackOf(failure.chain, paths),
  };
}

/** PHP's errors have no message on spans, so that the place alone makes the occurrence. */
function ofPhpError(work: Work, error: ToldPhpError, paths: FullPaths): Occurrence {
  const problemId = hashOf(grouping, 'php', error.level, baseName(error.file), String(error.line));
  const place = paths.full(error);
  const said = titleOf(error.message);
  return {
    ...common(work, problemId, '', error.time),
    type: error.level,
    message: error.message,
    title: said === '' ? `${error.level} in ${baseName(error.file)} on line ${error.line}` : said,
    ...place,
    handled: true,
    stack: [{ type: error.level, message: error.message, ...place, frames: [] }],
  };
}

function ofText(work: Work, { text, time, identity }: ToldText): Occurrence {
  const title = titleOf(text);
  const problemId = hashOf(grouping, 'log', title);
  return {
    // Without a trace nothing tells two requests apart, so that each record stands for itself.
    ...common(work, problemId, work.traceId === '' ? identity : messageKey(text), time),
    type: 'Log',
    message: text,
    title,
    file: '',
    line: 0,
    handled: true,
    stack: [],
  };
}

/** A failed request of which nothing but its status is known. */
function ofStatus(work: Work, root: Span): Occurrence {
  const { route, path, httpStatus } = work.context;
  const message = `${httpStatus} on ${route ?? path ?? root.name}`;
  const problemId = hashOf(grouping, 'http', String(httpStatus), route ?? '');
  return {
    ...common(work, problemId, '', root.start + root.duration),
    type: 'HTTP',
    message,
    title: route ? message : titleOf(message),
    file: '',
    line: 0,
    handled: false,
    stack: [],
  };
}

function common(work: Work, problemId: string, distinction: string, time: number) {
  return {
    ...work.context,
    id: hashOf('occurrence', work.traceId, work.key, problemId, distinction),
    problemId,
    traceId: work.traceId,
    time,
    groupingVersion: 0,
    duration: work.root?.duration ?? null,
    ...paymentOf(work.spans),
    resource: work.resource,
  };
}

/** In developer mode Maho throws PHP's errors as exceptions: one failure. */
function isThrown(error: ToldPhpError, failures: Failure[]): boolean {
  return failures.some(({ chain }) =>
    chain.some((exception) => {
      const thrown = parsePhpError(exception.message);
      return (
        thrown?.line === error.line && thrown.level === error.level && baseName(thrown.file) === baseName(error.file)
      );
    })
  );
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
