/**
 * The language in which problems are searched, for the page's field and the receiver alike:
 * `is:open handled:no route:checkout* store:2 version:26.9.0 first:<2h !type:PDO* "call to a member"`.
 *
 * - Terms are separated by spaces, and all of them have to hold. A field asked for twice is either of both
 *   (`route:a route:b`), but for numbers and times, which then bound a range.
 * - `!` or `-` before a term: what it says must not hold.
 * - Words are compared without regard to case; `*` is any characters. Text without a field is searched for anywhere in
 *   title and type.
 * - `>`, `>=`, `<`, `<=` after the colon compare numbers, ages and dates. Of an age (`90s`, `15m`, `2h`, `7d`, `2w`), `>`
 *   is longer ago; without an operator, it is at most as long ago. A date (`2026-11-01`, `2026-11-01T12:30`; UTC) is
 *   before or after; without an operator, within that day or minute.
 * - Quotes hold together what has spaces or a colon: `title:"deadlock found"`; `\"` is a quote in them.
 */

export type SearchFieldKind = 'word' | 'number' | 'age';

export interface SearchField {
  describe: string;
  kind: SearchFieldKind;
  /** All that it may be, where that is fixed. */
  values?: readonly string[];
}

export const searchFields: Record<string, SearchField> = {
  is: {
    describe: 'Where it stands',
    kind: 'word',
    values: ['open', 'resolved', 'ignored', 'regressed', 'new', 'assigned', 'unassigned', 'mine'],
  },
  handled: { describe: 'Whether the shop caught it', kind: 'word', values: ['yes', 'no'] },
  type: { describe: 'Type of the exception or error', kind: 'word' },
  title: { describe: 'Message, its variable parts replaced', kind: 'word' },
  file: { describe: 'File in which it was thrown', kind: 'word' },
  route: { describe: 'Route of the failing request', kind: 'word' },
  path: { describe: 'Path of the failing request', kind: 'word' },
  store: { describe: 'Store: its id, code or key', kind: 'word' },
  version: { describe: 'Version of Maho', kind: 'word' },
  customer: { describe: 'Customer id', kind: 'number' },
  visitor: { describe: 'Visitor id', kind: 'number' },
  order: { describe: 'Order number', kind: 'word' },
  status: { describe: 'HTTP status of the answer', kind: 'number' },
  host: { describe: 'Host that answered', kind: 'word' },
  method: { describe: 'HTTP method', kind: 'word' },
  assignee: { describe: 'Login of whom it is assigned to', kind: 'word' },
  first: { describe: 'First seen: how long ago, or a date', kind: 'age' },
  last: { describe: 'Last seen: how long ago, or a date', kind: 'age' },
  occurrences: { describe: 'Occurrences in the time range', kind: 'number' },
  visitors: { describe: 'Visitors affected in the time range', kind: 'number' },
};

export type SearchOperator = '=' | '>' | '>=' | '<' | '<=';

export interface SearchTerm {
  /** Of {@link searchFields}; null for free text. */
  field: string | null;
  /** `!` or `-` stands before it. */
  negated: boolean;
  operator: SearchOperator;
  /** Quotes taken off; `*` is any characters. */
  value: string;
  /** Where the term is in the text, `to` behind its last character. */
  from: number;
  to: number;
}

export interface SearchProblem {
  /** A sentence. */
  message: string;
  from: number;
  to: number;
}

export interface ParsedSearch {
  /** Without those that are told as problems. */
  terms: SearchTerm[];
  problems: SearchProblem[];
}

/** Never throws, whatever the text is. */
export function parseSearch(text: string): ParsedSearch {
  const parsed: ParsedSearch = { terms: [], problems: [] };
  for (const piece of pieces(text)) {
    const message = piece.closed ? problemOf(piece) : 'A quote is not closed.';
    if (message === null) {
      const { closed: _closed, ...term } = piece;
      parsed.terms.push(term);
    } else {
      parsed.problems.push({ message, from: piece.from, to: piece.to });
    }
  }
  return parsed;
}

/** A term as it is written in a search, quoted where it has to be: `route:"a b"`. */
export function writeTerm(field: string | null, value: string, negated = false): string {
  const bare = value !== '' && !/[\s"]/.test(value) && (field !== null || !/^[!-]|^[a-z]+:/.test(value));
  const written = bare ? value : `"${value.replace(/(["\\])/g, '\\$1')}"`;
  return `${negated ? '!' : ''}${field === null ? '' : `${field}:`}${written}`;
}

export interface SearchTime {
  /** ms since 1970: from the first (inclusive) to the second (exclusive). Infinite at an open end. */
  from: number;
  to: number;
}

/** The times that a term of kind `age` asks for; null where its value is neither age nor date. `now` in ms since 1970. */
export function searchTime(term: Pick<SearchTerm, 'operator' | 'value'>, now: number): SearchTime | null {
  const age = ageOf(term.value);
  if (age !== null) {
    const older = term.operator === '>' || term.operator === '>=';
    return older ? { from: -Infinity, to: now - age } : { from: now - age, to: Infinity };
  }
  const date = dateOf(term.value);
  if (date === null) {
    return null;
  }
  switch (term.operator) {
    case '>':
      return { from: date.to, to: Infinity };
    case '>=':
      return { from: date.from, to: Infinity };
    case '<':
      return { from: -Infinity, to: date.from };
    case '<=':
      return { from: -Infinity, to: date.to };
    default:
      return date;
  }
}

export interface SearchWord {
  /** Whose value is being written; null for a field's name or free text. */
  field: string | null;
  /** What stands of it before the caret, without a quote, an operator or a sign before it. */
  prefix: string;
  /** What a completion takes the place of. */
  from: number;
  to: number;
}

/** What is being written at the caret: for completions from data, besides {@link completeSearch}'s own. */
export function searchWordAt(text: string, caret: number): SearchWord {
  const piece = [...pieces(text)].find((one) => one.from < caret && caret <= one.to);
  if (piece === undefined) {
    return { field: null, prefix: '', from: caret, to: caret };
  }
  const from = Math.min(caret, piece.from + (piece.negated ? 1 : 0));
  const field = /^([a-z]+):(?:[<>]=?)?/.exec(text.slice(from, caret));
  if (field !== null && piece.field !== null && piece.field in searchFields) {
    const value = from + field[0].length;
    return { field: piece.field, prefix: text.slice(value, caret).replace(/^"/, ''), from: value, to: piece.to };
  }
  return { field: null, prefix: text.slice(from, caret).replace(/^"/, ''), from, to: piece.to };
}

export interface Completion {
  /** What takes the place of the text between `from` and `to`: `route:`, `open`. */
  text: string;
  describe: string;
  from: number;
  to: number;
}

/** Fields, and the values of those whose values are fixed, that begin with what is before the caret. */
export function completeSearch(text: string, caret: number): Completion[] {
  const { field, prefix, from, to } = searchWordAt(text, caret);
  const begun = prefix.toLowerCase();
  if (field !== null) {
    return (searchFields[field]?.values ?? [])
      .filter((value) => value.startsWith(begun))
      .map((value) => ({ text: value, describe: describeValue[`${field}:${value}`] ?? '', from, to }));
  }
  return Object.entries(searchFields)
    .filter(([name]) => name.startsWith(begun))
    .map(([name, { describe }]) => ({ text: `${name}:`, describe, from, to }));
}

const describeValue: Record<string, string> = {
  'is:open': 'To be looked at',
  'is:resolved': 'Said to be repaired',
  'is:ignored': 'Not to be looked at',
  'is:regressed': 'Seen again after it was resolved',
  'is:new': 'First seen in the time range',
  'is:assigned': 'Assigned to somebody',
  'is:unassigned': 'Assigned to nobody',
  'is:mine': 'Assigned to you',
  'handled:yes': 'The shop caught it',
  'handled:no': 'It ended the request',
};

interface Piece extends SearchTerm {
  /** Whether a quote that was opened is closed, too. */
  closed: boolean;
}

const word = /(?:"(?:\\.|[^"\\])*"?|[^\s"])+/gsu;
/** Text such as `Mage::log` or `https://host` has colons, too, and so has `warning:` in a message pasted. */
const withField = /^([a-z]+):(?!:|\/\/)(.*)$/su;

function* pieces(text: string): Generator<Piece> {
  for (const match of text.matchAll(word)) {
    const whole = match[0];
    const negated = /^[!-]./su.test(whole);
    const said = negated ? whole.slice(1) : whole;
    const [field, rest] = splitField(said);
    const { operator, value } = splitOperator(field, rest);
    const span = { from: match.index, to: match.index + whole.length };
    yield { field, negated, operator, value: unquote(value), ...span, closed: isClosed(whole) };
  }
}

function splitField(said: string): [string | null, string] {
  const parts = withField.exec(said);
  const name = parts?.[1] ?? '';
  const rest = parts?.[2] ?? '';
  return parts === null || (rest === '' && !isField(name)) ? [null, said] : [name, rest];
}

function splitOperator(field: string | null, rest: string): { operator: SearchOperator; value: string } {
  const compared = field !== null && isField(field) && searchFields[field]?.kind !== 'word';
  const operator = compared ? (/^[<>]=?/.exec(rest)?.[0] as SearchOperator | undefined) : undefined;
  return { operator: operator ?? '=', value: rest.slice(operator?.length ?? 0) };
}

/** In pieces, as a quote may begin anywhere: `"a b"*`. */
function unquote(written: string): string {
  return written.replace(/"((?:\\.|[^"\\])*)"?/gsu, (_whole, inner: string) => inner.replace(/\\(.)/gsu, '$1'));
}

function isClosed(written: string): boolean {
  return !written.replace(/"(?:\\.|[^"\\])*"/gsu, '').includes('"');
}

const isField = (name: string) => Object.hasOwn(searchFields, name);

/** What is wrong with it, in a sentence; null when nothing is. */
function problemOf({ field, operator, value }: SearchTerm): string | null {
  if (field === null) {
    return null;
  }
  if (!isField(field)) {
    return `There is no field ${field}: quote it to search for it as text.`;
  }
  if (value === '') {
    return `${field}: needs a value.`;
  }
  const { kind, values } = searchFields[field] as SearchField;
  if (values !== undefined && !values.includes(value.toLowerCase())) {
    return `${field}: is one of ${values.join(', ')}.`;
  }
  if (kind === 'number' && !/^\d{1,15}$/.test(value)) {
    return `${field}: is a number, such as ${field}:42 or ${field}:>=42.`;
  }
  return kind === 'age' && searchTime({ operator, value }, 0) === null
    ? `${field}: is an age or a date, such as ${field}:<2h or ${field}:>=2026-11-01.`
    : null;
}

const unitMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function ageOf(value: string): number | null {
  const parts = /^(\d{1,6})([smhdw])$/.exec(value);
  return parts === null ? null : Number(parts[1]) * (unitMs[parts[2] ?? ''] ?? 0);
}

function dateOf(value: string): SearchTime | null {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?Z?$/.exec(value);
  const from = Date.parse(`${parts?.[1]}T${parts?.[2] ?? '00:00'}:00Z`);
  // `2026-02-30` is taken for a day of March.
  return parts === null || Number.isNaN(from) || new Date(from).toISOString().slice(0, 10) !== parts[1]
    ? null
    : { from, to: from + (parts[2] === undefined ? 86_400_000 : 60_000) };
}
