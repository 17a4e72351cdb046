import type { AttributeValue, Attributes, Span, SpanEvent } from '../pipeline/records.ts';
import { readShopNumbers } from './commerce/readShopNumbers.ts';
import { boundText } from './privacy/boundText.ts';
import { normaliseSql } from './privacy/normaliseSql.ts';
import { remember } from './privacy/remember.ts';
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
      const { statement, numbers } = isAnsi(system) ? readAnsi(sql) : readMySql(sql);
      prepared = { ...prepared, [key]: statement, ...numbers };
    }
  }
  return prepared;
}

function isAnsi(system: AttributeValue | undefined): boolean {
  return typeof system === 'string' && /^(?:postgresql|sqlite)/.test(system);
}

const readMySql = remember((sql) => readQuery(sql, 'mysql'), 5_000, 8_192);
const readAnsi = remember((sql) => readQuery(sql, 'ansi'), 5_000, 8_192);

function readQuery(sql: string, dialect: SqlDialect): { statement: string; numbers: Attributes } {
  const { visitorId, quoteId } = readShopNumbers(sql, dialect);
  return {
    statement: normaliseSql(sql, dialect),
    numbers: {
      ...(visitorId === null ? {} : { 'maho.visitor_id': visitorId }),
      ...(quoteId === null ? {} : { 'maho.quote_id': quoteId }),
    },
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
