/** OTLP's JSON encoding, as far as a Maho store uses it. */
export interface KeyValue {
  key: string;
  value: AnyValue;
}

export interface AnyValue {
  stringValue?: string;
  /** 64 bits, as JSON writes them: in a string. */
  intValue?: string;
  doubleValue?: number;
  boolValue?: boolean;
  kvlistValue?: { values: KeyValue[] };
}

export interface SpanEvent {
  timeUnixNano: string;
  name: string;
  attributes: KeyValue[];
}

export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  flags: number;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: KeyValue[];
  events?: SpanEvent[];
  status: { code?: number; message?: string };
}

export const spanKind = { internal: 1, server: 2, client: 3 } as const;
export const spanStatus = { ok: 1, error: 2 } as const;

/** A number that is sent as a double though it may be whole. */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

export type Attributes = Record<string, string | number | boolean | Double>;

export function toKeyValues(attributes: Attributes): KeyValue[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toAnyValue(value) }));
}

function toAnyValue(value: Attributes[string]): AnyValue {
  if (value instanceof Double) {
    return { doubleValue: value.value };
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
  return typeof value === 'boolean' ? { boolValue: value } : { stringValue: value };
}
