import type { Contribution } from '../../pipeline/rollups.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { noParent, type TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import { queryKeys, slowQuery } from '../performance/countSpans.ts';
import { spanOf } from '../../pipeline/spans/spanOf.ts';
import { queryShape } from '../templates/queryShape.ts';
import { noComponent, trait, type TemplateTraits } from '../templates/TemplateTraits.ts';
import type { Scope } from './Scopes.ts';

/** What the spans of one trace belong to: the request, or the queued messages that it left behind. */
export interface TraceScopes {
  /** Minutes since 1970. */
  minute: number;
  request: Scope;
  messages: Scope;
  /** Whether the root itself is a queued message: the trace of who sent it was not taken. */
  isMessage: boolean;
}

const noDurations: number[] = [];

/** By place in `rows`, for the trace at hand; kept between traces so as not to be allocated for each. */
let covered = new Float64Array(1024);
let around = new Int32Array(1024);
let inMessage = new Uint8Array(1024);

/** Adds what SQL and components took. One pass for the time of children, one that sums up: both are numbers only. */
export function spanContributions(
  spans: TraceSpans,
  scopes: TraceScopes,
  traits: TemplateTraits,
  templates: TemplateTable,
  contributions: Contribution[]
): void {
  const { rows } = spans;
  if (rows.length > covered.length) {
    [covered, around, inMessage] = [
      new Float64Array(rows.length * 2),
      new Int32Array(rows.length * 2),
      new Uint8Array(rows.length * 2),
    ];
  }
  const hasMessages = coverChildren(spans, traits);
  findCallers(spans, traits);
  if (hasMessages) {
    findMessages(spans, traits, scopes.isMessage);
  }
  const request = new Sums(scopes.request, scopes.minute, contributions);
  const messages = new Sums(scopes.messages, scopes.minute, contributions);
  const { template, duration, extra } = spans.table;
  const { flags, component, query } = traits;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    const kind = template[row];
    const sums = hasMessages && inMessage[at] === 1 ? messages : request;
    const parent = spans.parents[at];
    const own = extra[row];
    const isOwn = own !== null && isOwnQuery(own.attributes);
    if (isOwn || (flags[kind] & trait.query) !== 0) {
      const shape = isOwn ? ownQuery(spans, at, traits, templates) : query[kind];
      sums.addQuery(shape, parent < 0 ? noComponent : around[parent], duration[row]);
    } else {
      const number = parent === noParent ? rootComponent(spans, at, traits) : component[kind];
      sums.addComponent(number, duration[row], Math.max(0, duration[row] - covered[at]));
    }
  }
}

/** Of each span the time that its children took of it; answers whether any is a queued message. */
function coverChildren({ rows, parents, table }: TraceSpans, { flags }: TemplateTraits): boolean {
  const { template, start, duration } = table;
  covered.fill(0, 0, rows.length);
  let found = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    found |= flags[template[row]];
    const parent = parents[at];
    if (parent >= 0) {
      const above = rows[parent];
      const from = start[row] > start[above] ? start[row] : start[above];
      const end = start[row] + duration[row];
      const endAbove = start[above] + duration[above];
      const to = end < endAbove ? end : endAbove;
      if (to > from) {
        covered[parent] += to - from;
      }
    }
  }
  return (found & trait.consumer) !== 0;
}

/** Of each span the nearest component at or above it that may ask for SQL. */
function findCallers({ rows, parents, table }: TraceSpans, { caller }: TemplateTraits): void {
  const { template } = table;
  for (let at = 0; at < rows.length; at++) {
    let above = at;
    let found = caller[template[rows[at]]];
    while (found === noComponent) {
      const parent = parents[above];
      if (parent < 0) {
        break;
      }
      // A parent stands before its children but where clocks differ.
      if (parent < at) {
        found = around[parent];
        break;
      }
      above = parent;
      found = caller[template[rows[above]]];
    }
    around[at] = found;
  }
}

/** Which spans belong to a queued message. */
function findMessages({ rows, parents, table }: TraceSpans, { flags }: TemplateTraits, isMessage: boolean): void {
  for (let at = 0; at < rows.length; at++) {
    let above = at;
    let found = 0;
    for (let steps = 0; above >= 0 && steps <= rows.length; steps++) {
      const isRoot = isMessage && parents[above] === noParent;
      if ((flags[table.template[rows[above]]] & trait.consumer) !== 0 && !isRoot) {
        found = 1;
        break;
      }
      above = parents[above];
    }
    inMessage[at] = found;
  }
}

/** Sums of one trace by series; each contribution is made when the first span of its series comes. */
class Sums {
  readonly #scope: Scope;
  readonly #minute: number;
  readonly #contributions: Contribution[];
  readonly #components: Array<Contribution | undefined> = [];
  readonly #queries = new Map<string[], Contribution>();

  constructor(scope: Scope, minute: number, contributions: Contribution[]) {
    this.#scope = scope;
    this.#minute = minute;
    this.#contributions = contributions;
  }

  addComponent(number: number, duration: number, self: number): void {
    let sum = this.#components[number];
    if (sum === undefined) {
      sum = {
        kind: 'components',
        minute: this.#minute,
        dimensions: this.#scope.component(number),
        values: [0, 0, 0],
        durations: noDurations,
      };
      this.#components[number] = sum;
      this.#contributions.push(sum);
    }
    const { values } = sum;
    values[0] += 1;
    values[1] += duration;
    values[2] += self;
  }

  addQuery(query: number, caller: number, duration: number): void {
    const dimensions = this.#scope.query(query, caller);
    let sum = this.#queries.get(dimensions);
    if (sum === undefined) {
      sum = { kind: 'queries', minute: this.#minute, dimensions, values: [0, 0, 0], durations: [] };
      this.#queries.set(dimensions, sum);
      this.#contributions.push(sum);
    }
    const { values } = sum;
    values[0] += 1;
    values[1] += duration;
    values[2] += duration >= slowQuery ? 1 : 0;
    sum.durations.push(duration);
  }
}

/** A run of Maho's command line has a root that only its place tells from what modules measure. */
function rootComponent(spans: TraceSpans, at: number, traits: TemplateTraits): number {
  const kind = spans.table.template[spans.rows[at]];
  const number = traits.component[kind];
  return traits.components[number].component === 'other'
    ? traits.componentNumber({ component: 'command', name: traits.components[number].name })
    : number;
}

function isOwnQuery(attributes: object): boolean {
  return queryKeys.some((key) => key in attributes);
}

/** Of a span that tells of its statement by itself. */
function ownQuery(spans: TraceSpans, at: number, traits: TemplateTraits, templates: TemplateTable): number {
  const { name, attributes } = spanOf(spans, at, templates);
  return traits.queryNumber(queryShape(name, attributes));
}
