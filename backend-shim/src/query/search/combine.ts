import { searchFields, type SearchTerm } from '../../../../contract/search.ts';

/** Terms of one field (or one text), of which any may hold, or each has to. */
interface Group {
  either: SearchTerm[];
  each: SearchTerm[];
}

/** A field asked for twice is either of both; what is negated or compared has to hold each time. */
export function groupsOf(terms: SearchTerm[]): Group[] {
  const groups = new Map<string, Group>();
  for (const term of terms) {
    const key = keyOf(term);
    const group = groups.get(key) ?? { either: [], each: [] };
    groups.set(key, group);
    group[isAlternative(term) ? 'either' : 'each'].push(term);
  }
  return [...groups.values()];
}

const statuses = new Set(['open', 'resolved', 'ignored']);

/** Of `is:` the status alone is one of several; the others may hold at once. */
function keyOf({ field, value }: SearchTerm): string {
  return field === 'is'
    ? statuses.has(value.toLowerCase())
      ? 'is status'
      : `is ${value}`
    : (field ?? `text ${value}`);
}

function isAlternative({ field, negated, operator }: SearchTerm): boolean {
  return !negated && operator === '=' && (field === null || searchFields[field]?.kind !== 'age');
}

/** Whether a thing is what the terms ask for; `make` says what one of them asks, whatever its sign. */
export function combine<T>(
  terms: SearchTerm[],
  make: (term: SearchTerm) => (thing: T) => boolean
): (thing: T) => boolean {
  const made = groupsOf(terms).map(({ either, each }) => ({
    either: either.map(make),
    each: each.map((term) => {
      const holds = make(term);
      return term.negated ? (thing: T) => !holds(thing) : holds;
    }),
  }));
  return (thing) =>
    made.every(
      ({ either, each }) =>
        (either.length === 0 || either.some((holds) => holds(thing))) && each.every((holds) => holds(thing))
    );
}
