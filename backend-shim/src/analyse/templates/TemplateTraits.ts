import { otherSeries, type ComponentWord } from '../../pipeline/rollups.ts';
import type { SpanTemplate } from '../../pipeline/spans/SpanTemplate.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { actionOf } from '../performance/routeOf.ts';
import { isQuery } from '../performance/countSpans.ts';
import { isPayment } from '../commerce/paymentOf.ts';
import { componentOf, type Component } from './componentOf.ts';
import { queryShape, type QueryShape } from './queryShape.ts';

/** Bits of {@link TemplateTraits.flags}. */
export const trait = {
  query: 1,
  server: 2,
  consumer: 4,
  /** Tells a controller action's name. */
  action: 8,
  /** Tells a visitor's or a cart's number. */
  shopNumber: 16,
  /** Pays: `payment.authorize` and the like. */
  payment: 32,
} as const;

/** In place of a component's number: SQL is none. */
export const noComponent = -1;

/** Those that SQL is not asked for by, but by what they belong to. */
const notCallers: ComponentWord[] = ['http', 'cache', 'image'];

/** Texts of a store that makes up ever new ones are no longer told apart. */
const maxNumbers = 50_000;
const unknownQuery: QueryShape = { id: otherSeries, text: otherSeries };

/** What analysis has to know of templates, worked out once for each. Columns grow: hold on to the object only. */
export class TemplateTraits {
  /** By the template's index. */
  flags = new Uint8Array(256);
  /** By the template's index: place in {@link components}. */
  component = new Int32Array(256);
  /** By the template's index: the component that asks for the SQL of spans below; {@link noComponent} where it does not. */
  caller = new Int32Array(256);
  /** By the template's index: place in {@link queries}, for those that are queries. */
  query = new Int32Array(256);
  readonly components: Component[] = [];
  readonly queries: QueryShape[] = [];
  readonly #templates: TemplateTable;
  readonly #componentNumbers = new Map<string, number>();
  readonly #queryNumbers = new Map<string, number>();
  #known = 0;

  constructor(templates: TemplateTable) {
    this.#templates = templates;
  }

  /** Works out what has been interned since; to be called before each trace. */
  update(): this {
    for (; this.#known < this.#templates.size; this.#known++) {
      this.#add(this.#templates.at(this.#known));
    }
    return this;
  }

  componentNumber({ component, name }: Component): number {
    const told = this.components.length < maxNumbers ? name : otherSeries;
    return number(this.#componentNumbers, this.components, `${component} ${told}`, { component, name: told });
  }

  queryNumber(shape: QueryShape): number {
    const told = this.queries.length < maxNumbers ? shape : unknownQuery;
    return number(this.#queryNumbers, this.queries, told.id, told);
  }

  /** The statement that an id in the roll-ups stands for; null where no template told it. */
  queryText(id: string): string | null {
    const number = this.#queryNumbers.get(id);
    return number === undefined ? null : this.queries[number].text;
  }

  #add(template: SpanTemplate): void {
    const at = template.index;
    if (at >= this.flags.length) {
      this.#grow(at + 1);
    }
    const { name, kind, attributes } = template;
    const query = isQuery(attributes);
    this.flags[at] =
      (query ? trait.query : 0) |
      (kind === 'server' ? trait.server : 0) |
      (kind === 'consumer' ? trait.consumer : 0) |
      (actionOf(name) === null ? 0 : trait.action) |
      (isPayment(name) ? trait.payment : 0) |
      (attributes['maho.visitor_id'] === undefined && attributes['maho.quote_id'] === undefined ? 0 : trait.shopNumber);
    this.component[at] = query ? noComponent : this.componentNumber(componentOf(template));
    this.caller[at] =
      query || notCallers.includes(this.components[this.component[at]].component) ? noComponent : this.component[at];
    this.query[at] = query ? this.queryNumber(queryShape(name, attributes)) : -1;
  }

  #grow(atLeast: number): void {
    const capacity = Math.max(atLeast, this.flags.length * 2);
    const [flags, component, caller, query] = [Uint8Array, Int32Array, Int32Array, Int32Array].map(
      (Column) => new Column(capacity)
    );
    flags.set(this.flags);
    component.set(this.component);
    caller.set(this.caller);
    query.set(this.query);
    Object.assign(this, { flags, component, caller, query });
  }
}

function number<T>(numbers: Map<string, number>, list: T[], key: string, item: T): number {
  const known = numbers.get(key);
  if (known !== undefined) {
    return known;
  }
  numbers.set(key, list.length);
  return list.push(item) - 1;
}
