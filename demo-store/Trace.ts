import { spanKind, spanStatus, toKeyValues, type Attributes, type Span, type SpanEvent } from './otlp.ts';
import type { Random } from './Random.ts';

export interface SpanOptions {
  kind?: number;
  attributes?: Attributes;
  status?: Span['status'];
  /** Work of its own before and after its children, microseconds. */
  own?: number;
}

interface OpenSpan {
  spanId: string;
  attributes: Attributes;
  events: SpanEvent[];
  status: Span['status'];
  name: string;
}

/** W3C: sampled, random; and OTLP's "is_remote is known". */
const flags = 0x100 | 3;

/** Builds the spans of one trace along a clock of its own; children come before their parents, as PHP's SDK sends them. */
export class Trace {
  readonly traceId: string;
  readonly spans: Span[] = [];
  readonly random: Random;
  readonly #startMs: number;
  readonly #open: OpenSpan[] = [];
  /** Microseconds since the start. */
  elapsed = 0;

  constructor(random: Random, startMs: number) {
    this.random = random;
    this.#startMs = Math.floor(startMs);
    this.traceId = random.hex(32);
  }

  /** Time of day of the shop's clock, for SQL. */
  get sqlTime(): string {
    return new Date(this.#startMs).toISOString().slice(0, 19).replace('T', ' ');
  }

  get nowMs(): number {
    return this.#startMs + this.elapsed / 1_000;
  }

  nano(): string {
    const nanos = BigInt(this.#startMs) * 1_000_000n + BigInt(this.elapsed) * 1_000n;
    return String(nanos + BigInt(this.random.whole(0, 999)));
  }

  /** Of the innermost open span. */
  get spanId(): string {
    return this.#open.at(-1)!.spanId;
  }

  work(typicalUs: number): void {
    this.elapsed += this.random.duration(typicalUs);
  }

  span(name: string, options: SpanOptions = {}, children: () => void = () => {}): void {
    const { kind = spanKind.internal, attributes = {}, status = {}, own = 60 } = options;
    const parent = this.#open.at(-1);
    const open: OpenSpan = { name, spanId: this.random.hex(16), attributes: { ...attributes }, events: [], status };
    const startTimeUnixNano = this.nano();
    this.#open.push(open);
    this.work(own / 2);
    try {
      children();
    } finally {
      this.work(own / 2);
      this.elapsed += 1;
      this.#open.pop();
      this.spans.push({
        traceId: this.traceId,
        spanId: open.spanId,
        ...(parent ? { parentSpanId: parent.spanId } : {}),
        flags,
        name: open.name,
        kind,
        startTimeUnixNano,
        endTimeUnixNano: this.nano(),
        ...(Object.keys(open.attributes).length > 0 ? { attributes: toKeyValues(open.attributes) } : {}),
        ...(open.events.length > 0 ? { events: open.events } : {}),
        status: open.status,
      });
    }
  }

  /** A statement; operation and table are read from its text as Maho does. */
  sql(text: string, typicalUs = 300): void {
    const operation = /^(SELECT|INSERT|UPDATE|DELETE)/.exec(text)?.[1] ?? 'UNKNOWN';
    const table = /(?:FROM|INTO|UPDATE) `(\w+)`/.exec(text)?.[1] ?? 'unknown';
    this.span(`${operation} ${table}`, {
      kind: spanKind.client,
      attributes: {
        'db.system.name': 'mysql',
        'db.namespace': 'maho',
        'db.operation.name': operation,
        'db.collection.name': table,
        'db.query.text': text,
      },
      status: { code: spanStatus.ok },
      own: typicalUs,
    });
    this.work(120);
  }

  observer(name: string, children?: () => void): void {
    this.span(`OBSERVER: ${name}`, { own: 50 }, children);
  }

  /** An event on the innermost open span. */
  event(name: string, attributes: Attributes): void {
    this.#open.at(-1)!.events.push({ timeUnixNano: this.nano(), name, attributes: toKeyValues(attributes) });
  }

  /** Attributes and status that are known only while the span is open. */
  amend(attributes: Attributes, status?: Span['status'], name?: string): void {
    const open = this.#open.at(-1)!;
    Object.assign(open.attributes, attributes);
    open.status = status ?? open.status;
    open.name = name ?? open.name;
  }
}
