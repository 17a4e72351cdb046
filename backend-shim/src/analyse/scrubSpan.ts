import type { AttributeValue, Attributes, Span, SpanEvent } from '../pipeline/records.ts';
import { readShopNumbers } from './commerce/readShopNumbers.ts';
import { boundText } from './privacy/boundText.ts';
import { normaliseSql } from './privacy/normaliseSql.ts';
import type { SqlDialect } from './privacy/scanSql.ts';
import { scrubAttributes } from './privacy/scrubAttributes.ts';
import { scrubMessage } from './privacy/scrubMessage.ts';
import { scrubSpanStack } from './privacy/scrubStack.ts';
import { scrubText } from './privacy/scrubText.ts';

const maxName = 1_024;
const queryTexts = ['db.query.text', 'db.statement'];

/**
 * What may be stored of a span: SQL without values, texts without secrets. The visitor's and the cart's numbers, which
 * only SQL tells, are read before, and stand as attributes `maho.visitor_id` and `maho.quote_id` of their span.
 */
export function scrubSpan(span: Span): Span {
  return {
    ...span,
    name: scrubText(boundText(span.name, maxName)),
    statusMessage: span.statusMessage === '' ? '' : scrubMessage(span.statusMessage),
    attributes: scrubAttributes(prepareQuery(span.attributes)),
    events: span.events.length === 0 ? span.events : span.events.map(scrubEvent),
  };
}

function prepareQuery(attributes: Attributes): Attributes {
  let prepared = attributes;
  for (const key of queryTexts) {
    const sql = attributes[key];
    if (typeof sql === 'string') {
      const system = attributes['db.system.name'] ?? attributes['db.system'];
      const dialect = isAnsi(system) ? 'ansi' : 'mysql';
      prepared = { ...prepared, [key]: normaliseSql(sql, dialect), ...numbersIn(sql, dialect) };
    }
  }
  return prepared;
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

function scrubEvent(event: SpanEvent): SpanEvent {
  const stack = event.attributes['exception.stacktrace'];
  const name = scrubText(boundText(event.name, maxName));
  if (typeof stack !== 'string') {
    return { ...event, name, attributes: scrubAttributes(event.attributes) };
  }
  // Frame by frame, which is more exact than as a text, and far cheaper.
  const others = scrubAttributes({ ...event.attributes, 'exception.stacktrace': '' });
  return { ...event, name, attributes: { ...others, 'exception.stacktrace': scrubSpanStack(stack) } };
}
