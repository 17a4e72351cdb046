import type { AttributeValue, Attributes, LogRecord, Span } from '../../pipeline/records.ts';
import { parseLogStack, parseTrace } from '../join/logStack.ts';
import { parsePhpError, phpErrorLevel } from '../join/phpError.ts';
import { parseSpanStack } from '../join/spanStack.ts';
import type { ToldException } from '../join/StackText.ts';
import { tellsOfFailure } from './tellsOfFailure.ts';
import type { Told } from './Told.ts';

const maxType = 255;

/** Collects what these spans' events and these log records tell of failures. */
export function readTold(spans: Span[], root: Span | null, logs: LogRecord[]): Told {
  const told: Told = { failures: [], phpErrors: [], texts: [] };
  for (const span of spans) {
    for (const event of span.events) {
      if (event.name === 'exception') {
        const chain = readException(event.attributes);
        told.failures.push({
          chain: chain.map(withPlainType),
          time: event.time,
          source: 'span',
          onRoot: span === root,
        });
      } else if (event.name === 'php.error') {
        told.phpErrors.push({ ...readPhpError(event.attributes), time: event.time });
      }
    }
  }
  logs.forEach((log) => readLog(log, told));
  return told;
}

function readLog(log: LogRecord, told: Told): void {
  if (!tellsOfFailure(log)) {
    return;
  }
  const phpError = parsePhpError(log.body);
  if (phpError) {
    told.phpErrors.push({ ...phpError, time: log.time });
    return;
  }
  const logged = parseLogStack(log.body)?.chain ?? readLogAttributes(log.attributes);
  if (logged) {
    told.failures.push({ chain: logged.map(withPlainType), time: log.time, source: 'log', onRoot: false });
  } else if (log.severity > 0 && log.body.trim() !== '') {
    told.texts.push({ text: log.body.trim(), time: log.time, identity: log.identity });
  }
}

/** Loggers may hand an exception over as attributes. */
function readLogAttributes(attributes: Attributes): ToldException[] | null {
  return typeof attributes['exception.type'] === 'string' ? readException(attributes) : null;
}

function readException(attributes: Attributes): ToldException[] {
  const type = text(attributes['exception.type']);
  const message = text(attributes['exception.message']);
  const stack = text(attributes['exception.stacktrace']);
  const [thrown, ...wrapped] = readStack(stack);
  return [{ ...thrown, type: type || thrown.type || 'Exception', message: message || thrown.message }, ...wrapped];
}

/** In the form of OpenTelemetry's SDK, or one of PHP's own; never empty. */
function readStack(stack: string): ToldException[] {
  const parsed = parseSpanStack(stack);
  if (parsed.length > 0) {
    return parsed;
  }
  const unknown = { type: '', message: '', file: '', line: 0, frames: [] };
  return parseLogStack(stack)?.chain ?? [parseTrace(stack) ?? unknown];
}

function readPhpError(attributes: Attributes): { level: string; message: string; file: string; line: number } {
  return {
    level: phpErrorLevel(text(attributes['error.type'])),
    message: text(attributes['error.message']),
    file: text(attributes['code.file.path'] ?? attributes['code.filepath']),
    line: Number(attributes['code.line.number'] ?? attributes['code.lineno']) || 0,
  };
}

/** An anonymous class is named after the file and line that declare it, which spans and log records tell differently. */
function withPlainType(exception: ToldException): ToldException {
  const type = exception.type.replace(/^\\/, '').replace(/(@anonymous).*$/s, '$1');
  return { ...exception, type: type.slice(0, maxType).trim() || 'Exception' };
}

function text(value: AttributeValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
