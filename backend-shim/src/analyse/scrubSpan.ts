import type { AttributeValue, Attributes, Span, SpanEvent } from '../pipeline/records.ts';
import { readShopNumbers } from './commerce/readShopNumbers.ts';
import { boundText } from './privacy/boundText.ts';
import type { Scrubber } from './privacy/createScrubber.ts';
import type { SqlDialect } from './privacy/scanSql.ts';

const maxName = 1_024;
const queryTexts = ['db.query.text', 'db.statement'];

/**
 * Makes the function that leaves of a span what may be stored: SQL without values, texts without secrets. The visitor's
 * and the cart's numbers, which only SQL tells, are read before, and stand as attributes `maho.visitor_id` and
 * `maho.quote_id` of their span.
 */
export function createScrubSpan(scrubber: Scrubber): (span: Span) => Span {
  function scrubEvent(event: SpanEvent): SpanEvent {
    const stack = event.attributes['exception.stacktrace'];
    const name = scrubber.text(boundText(event.name, maxName));
    if (typeof stack !== 'string') {
      return { ...event, name, attributes: scrubber.attributes(event.attributes) };
    }
    // Frame by frame, which is more exact than as a text, and far cheaper.
    const others = scrubber.attributes({ ...event.attributes, 'exception.stacktrace': '' });
    return { ...event, name, attributes: { ...others, 'exception.stacktrace': scrubber.spanStack(stack) } };
  }

  return (span) => {
    const dialect = dialectOf(span.attributes);
    return {
      ...span,
      name: scrubber.text(boundText(span.name, maxName)),
      statusMessage: span.statusMessage === '' ? '' : scrubber.message(span.statusMessage),
      attributes: scrubber.attributes(withNumbers(span.attributes, dialect), dialect),
      events: span.events.length === 0 ? span.events : span.events.map(scrubEvent),
    };
  };
}

function dialectOf(attributes: Attributes): SqlDialect {
  return isAnsi(attributes['db.system.name'] ?? attributes['db.system']) ? 'ansi' : 'mysql';
}

function withNumbers(attributes: Attributes, dialect: SqlDialect): Attributes {
  let told = attributes;
  for (const key of queryTexts) {
    const sql = attributes[key];
    if (typeof sql === 'string') {
      told = { ...told, ...numbersIn(sql, dialect) };
    }
  }
  return told;
}

function isAnsi(system: AttributeValue | undefined): boolean {
  return typeof system === 'string' && /^(?:postgresql|sqlite)/.test(system);
}

function numbersIn(sql: string, dialect: SqlDialect): Attributes {
  const { visitorId, quoteId } = readShopNumbers(sql, dialect);
  return {
    ...(visitorId === null ? {} : { 'maho.visitor_id': visitorId }),
    ...(quoteId === null ? {} : { 'maho.quote_id': quoteId }),
  };
}
