import type { SpanExtra } from '../pipeline/spans/SpanTemplate.ts';
import { originalName } from '../pipeline/spans/originalName.ts';
import type { TraceSpans } from '../pipeline/spans/TraceSpans.ts';
import { isPayment, paymentMethodKey } from './commerce/paymentOf.ts';
import { positive } from './performance/contextOf.ts';
import { queryKeys, slowQuery, type SpanCounts } from './performance/countSpans.ts';
import { actionOf } from './performance/routeOf.ts';
import { trait, type TemplateTraits } from './templates/TemplateTraits.ts';

/** A span's place in `rows`; or none. */
type Place = number;
const none: Place = -1;

/** The spans of a trace that have to be looked at one by one. */
export interface ChosenSpans {
  counts: SpanCounts;
  /** The request's or run's own span. */
  root: Place;
  /** The root, those with events, and the last ones that tell an action, a visitor, a cart or a payment; each once. */
  telling: Place[];
  /** Whether queued messages are worked on in the trace: then all spans have to be looked at. */
  hasMessages: boolean;
}

/** Rare kinds of spans, besides the traits of templates. */
const withEvents = 256;
const parentless = 512;

/** One pass over the columns; whatever is rare is left to {@link Finder}. */
export function chooseSpans(spans: TraceSpans, traits: TemplateTraits, contentOf: ContentOf): ChosenSpans {
  const { rows, table } = spans;
  const { template, start, duration, parentHigh, parentLow, extra } = table;
  const { flags } = traits;
  const finder = new Finder(spans, contentOf);
  let [queries, queryTime, slowQueries] = [0, 0, 0];
  let end = -Infinity;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    let found = flags[template[row]];
    const own = extra[row];
    if (own !== null) {
      found = withExtra(found, own);
    }
    if (parentHigh[row] === 0 && parentLow[row] === 0) {
      found |= parentless;
    }
    if ((found & trait.query) !== 0) {
      queries += 1;
      queryTime += duration[row];
      slowQueries += duration[row] >= slowQuery ? 1 : 0;
    }
    if ((found & ~trait.query) !== 0) {
      finder.look(at, found);
    }
    end = Math.max(end, start[row] + duration[row]);
  }
  const length = rows.length === 0 ? 0 : end - start[rows[0]];
  return { counts: { spans: rows.length, queries, queryTime, slowQueries, length }, ...finder.finish() };
}

/** Value of an attribute of the span in this place. */
export type ContentOf = (at: Place, key: string) => unknown;

function withExtra(traits: number, { attributes, events }: SpanExtra): number {
  let found = events.length > 0 ? traits | withEvents : traits;
  for (const key in attributes) {
    if (key === 'maho.visitor_id' || key === 'maho.quote_id') {
      found |= trait.shopNumber;
    } else if (key === originalName) {
      const name = String(attributes[key]);
      found = actionOf(name) === null ? found & ~trait.action : found | trait.action;
      found = isPayment(name) ? found | trait.payment : found & ~trait.payment;
    } else if ((queryKeys as readonly string[]).includes(key)) {
      found |= trait.query;
    }
  }
  return found;
}

/** Keeps of each rare kind of span those that decide. "Later" is by time and id, as `byTime` sorts objects. */
class Finder {
  readonly #spans: TraceSpans;
  readonly #contentOf: ContentOf;
  readonly #events: Place[] = [];
  readonly #servers: Place[] = [];
  #hasServerRoot = false;
  #root: Place = none;
  #action: Place = none;
  #visitor: Place = none;
  #cart: Place = none;
  #payment: Place = none;
  readonly #consumers: Place[] = [];

  constructor(spans: TraceSpans, contentOf: ContentOf) {
    this.#spans = spans;
    this.#contentOf = contentOf;
  }

  look(at: Place, found: number): void {
    if ((found & withEvents) !== 0) {
      this.#events.push(at);
    }
    if ((found & parentless) !== 0) {
      this.#lookAtRoot(at, (found & trait.server) !== 0);
    }
    if ((found & trait.server) !== 0) {
      this.#servers.push(at);
    }
    if ((found & trait.consumer) !== 0) {
      this.#consumers.push(at);
    }
    if ((found & trait.action) !== 0) {
      this.#action = this.#later(this.#action, at);
    }
    if ((found & trait.payment) !== 0 && typeof this.#contentOf(at, paymentMethodKey) === 'string') {
      this.#payment = this.#later(this.#payment, at);
    }
    if ((found & trait.shopNumber) !== 0) {
      this.#visitor = this.#tells(at, 'maho.visitor_id') ? this.#later(this.#visitor, at) : this.#visitor;
      this.#cart = this.#tells(at, 'maho.quote_id') ? this.#later(this.#cart, at) : this.#cart;
    }
  }

  finish(): Omit<ChosenSpans, 'counts'> {
    const root = this.#root !== none ? this.#root : this.#callerOutside();
    // Without a root, the trace is named after its earliest span.
    const first = root !== none ? root : this.#earliest();
    const telling = new Set([first, ...this.#events, this.#action, this.#visitor, this.#cart, this.#payment]);
    telling.delete(none);
    return { root, telling: [...telling], hasMessages: this.#consumers.some((at) => at !== root) };
  }

  /** As `rootOf` does for objects: the earliest without a parent, but a request's before any other. */
  #lookAtRoot(at: Place, isServer: boolean): void {
    if (isServer === this.#hasServerRoot) {
      this.#root = this.#root === none ? at : this.#earlier(this.#root, at);
    } else if (isServer) {
      this.#root = at;
      this.#hasServerRoot = true;
    }
  }

  /** The earliest request whose caller is none of the trace's spans. */
  #callerOutside(): Place {
    const { rows, table } = this.#spans;
    const { idHigh, idLow, parentHigh, parentLow } = table;
    const isOutside = (at: Place) =>
      !rows.some((row) => idHigh[row] === parentHigh[rows[at]] && idLow[row] === parentLow[rows[at]]);
    return this.#servers.filter(isOutside).reduce((a, b) => (a === none ? b : this.#earlier(a, b)), none);
  }

  #earliest(): Place {
    const { rows, table } = this.#spans;
    let first = rows.length > 0 ? 0 : none;
    for (let at = 1; at < rows.length && table.start[rows[at]] === table.start[rows[0]]; at++) {
      first = this.#earlier(first, at);
    }
    return first;
  }

  #tells(at: Place, key: string): boolean {
    return positive(this.#contentOf(at, key) as never) !== null;
  }

  #later(a: Place, b: Place): Place {
    return a === none || this.#earlier(a, b) === a ? b : a;
  }

  #earlier(a: Place, b: Place): Place {
    const { rows, table } = this.#spans;
    const [one, other] = [rows[a], rows[b]];
    const difference =
      table.start[one] - table.start[other] ||
      table.idHigh[one] - table.idHigh[other] ||
      table.idLow[one] - table.idLow[other];
    return difference <= 0 ? a : b;
  }
}
