import { leftOut } from './boundChain.ts';
import type { ToldException, ToldFrame } from './StackText.ts';

/** A log record's text that holds an exception. */
export interface LoggedException {
  /** What was written before the exception. */
  prefix: string;
  /** The thrown exception first, then each one that it wraps. */
  chain: ToldException[];
  /** What was written after it. */
  rest: string;
}

const traceTitle = 'Stack trace:';
const next = 'Next ';
const lineNumber = /:(\d{1,9})$/;
const className = /^\\?[A-Za-z_\u0080-\uffff][\w\\\u0080-\uffff]*(?:@anonymous[^\n]*)?$/;
const classAfterText = /(?:^|[\s:'"([])(\\?[A-Z][\w\\]*(?:Exception|Error)(?:@anonymous[^\n:]*)?)(?=: | in |$)/;
const traceLine = /^#(\d+) (?:\[internal function\]: |(.+?)\((\d+)\): )?(.*)$/;
const definedAt = ' and defined';

/**
 * Reads an exception as PHP prints it (`Throwable::__toString`, which `Mage::logException` writes): innermost first,
 * then `Next` what wraps it. In PHP's trace a line's file is where its function was called from; here every frame has
 * the place that was running in it, as in a span's stack trace.
 *
 * @returns null when the text holds no exception
 */
export function parseLogStack(text: string): LoggedException | null {
  const lines = text.split('\n');
  const chain: ToldException[] = [];
  let prefix = '';
  let from = 0;
  while (from < lines.length) {
    const title = lines.indexOf(traceTitle, from);
    const header = title < 0 ? null : readHeader(lines.slice(from, title).join('\n'), chain.length > 0);
    if (!header || !lines[title + 1]?.startsWith('#0 ')) {
      break;
    }
    prefix ||= header.prefix;
    const end = endOfTrace(lines, title + 1);
    const frames = readFrames(lines.slice(title + 1, end), header);
    chain.unshift({ type: header.type, message: header.message, file: header.file, line: header.line, frames });
    from = end;
    if (lines[end] !== '' || !lines[end + 1]?.startsWith(next)) {
      break;
    }
    from = end + 1;
  }
  return chain.length === 0 ? null : { prefix, chain, rest: lines.slice(from).join('\n') };
}

/**
 * Reads `Throwable::getTraceAsString` alone (`#0 /path(12): call()`), whatever stands before it. It does not tell where
 * the exception was thrown, so the first frame has no place.
 *
 * @returns an exception without a name; null when the text holds no trace
 */
export function parseTrace(text: string): ToldException | null {
  const lines = text.split('\n').map((line) => line.trim());
  const start = lines.findIndex((line) => line.startsWith('#0 '));
  if (start < 0) {
    return null;
  }
  const frames = readFrames(lines.slice(start, endOfTrace(lines, start)), { file: '', line: 0 });
  return { type: '', message: '', file: '', line: 0, frames };
}

/** Writes what {@link parseTrace} reads. */
export function formatTrace({ frames }: ToldException): string {
  return formatFrames(frames).join('\n');
}

/** Writes what {@link parseLogStack} reads. */
export function formatLogStack({ prefix, chain, rest }: LoggedException): string {
  const blocks = [...chain].reverse().map((exception) => {
    const head = exception.type + (exception.message === '' ? '' : `: ${exception.message}`);
    return [`${head} in ${exception.file}:${exception.line}`, traceTitle, ...formatFrames(exception.frames)].join('\n');
  });
  return prefix + blocks.join(`\n\n${next}`) + (rest === '' ? '' : `\n${rest}`);
}

interface Header {
  prefix: string;
  type: string;
  message: string;
  file: string;
  line: number;
}

function readHeader(text: string, isWrapper: boolean): Header | null {
  const ended = lineNumber.exec(text.slice(-12));
  const place = ended ? text.lastIndexOf(' in ') : -1;
  if (!ended || place < 0) {
    return null;
  }
  const lead = text.slice(isWrapper && text.startsWith(next) ? next.length : 0, place);
  const start = startOfClass(lead);
  if (start < 0) {
    return null;
  }
  const said = lead.slice(start);
  const colon = said.indexOf(': ');
  const type = (colon < 0 ? said : said.slice(0, colon)).replace(/^\\/, '');
  const message = colon < 0 ? '' : said.slice(colon + 2);
  return {
    prefix: lead.slice(0, start),
    type,
    message: withoutDefinedAt(type, message),
    file: text.slice(place + ' in '.length, -ended[0].length),
    line: Number(ended[1]),
  };
}

/** Where the exception's class begins: at once, or after the words of who logged it; negative when there is none. */
function startOfClass(lead: string): number {
  const blank = /^\s*/.exec(lead)![0].length;
  const first = lead.slice(blank);
  const colon = first.indexOf(': ');
  if (className.test(colon < 0 ? first : first.slice(0, colon))) {
    return blank;
  }
  const later = classAfterText.exec(lead);
  return later ? later.index + later[0].length - later[1].length : -1;
}

/** PHP adds words to the message of wrong arguments where it prints them, and only there. */
function withoutDefinedAt(type: string, message: string): string {
  const isArgumentError = /(?:TypeError|ArgumentCountError)$/.test(type) && message.includes(', called in ');
  return isArgumentError && message.endsWith(definedAt) ? message.slice(0, -definedAt.length) : message;
}

function endOfTrace(lines: string[], at: number): number {
  while (at < lines.length && /^#\d+ /.test(lines[at])) {
    at++;
  }
  return at;
}

function readFrames(lines: string[], thrown: { file: string; line: number }): ToldFrame[] {
  const frames: ToldFrame[] = [];
  let { file, line } = thrown;
  for (const text of lines) {
    const read = traceLine.exec(text);
    if (!read) {
      continue;
    }
    frames.push({ function: withoutArguments(read[4]), file, line });
    file = read[2] ?? '';
    line = Number(read[3] ?? 0);
  }
  if (frames.at(-1)?.function !== '{main}' && file !== '') {
    frames.push({ function: leftOut, file, line });
  }
  return frames;
}

/** `A->b('secret', Object(C))` is `A->b`; a closure's name may hold parentheses within its braces. */
function withoutArguments(call: string): string {
  return /^(?:[^({]|\{[^}]*\})*/.exec(call)![0];
}

function formatFrames(frames: ToldFrame[]): string[] {
  return frames.map((frame, at) => {
    const caller = frames[at + 1];
    const name = frame.function;
    if (!caller) {
      return `#${at} ${name}`;
    }
    const call = name === '{main}' || name.startsWith(leftOut) ? name : `${name}()`;
    return `#${at} ${caller.file === '' ? '[internal function]' : `${caller.file}(${caller.line})`}: ${call}`;
  });
}
