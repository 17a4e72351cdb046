import type { Attributes, Span, SpanKind } from '../records.ts';

/** What a span has in common with many others: all but its ids, its times, and what {@link SpanExtra} holds. */
export interface TemplateContent {
  name: string;
  kind: SpanKind;
  status: Span['status'];
  /** Prepared: SQL without values, texts without secrets. Keys in the order of the first span seen. */
  attributes: Attributes;
}

export interface SpanTemplate extends TemplateContent {
  /** 16 hexadecimal digits, of the content alone: the same in every process and for ever. */
  id: string;
  /** Its place in this process's {@link TemplateTable}. */
  index: number;
}

/** What a span has that its template does not: never empty, most spans have none. */
export interface SpanExtra {
  /** Those that differ from request to request (`url.path`, `enduser.id`, `maho.visitor_id`, amounts, ...). */
  attributes: Attributes;
  statusMessage: string;
  /** Times in microseconds since 1970. */
  events: Span['events'];
}
