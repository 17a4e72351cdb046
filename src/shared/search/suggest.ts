import { completeSearch, searchWordAt, writeTerm, type Completion } from '../../../contract/search';

/** Values by field that the page knows of, most useful first. */
export type KnownValues = Record<string, Array<{ value: string; describe: string }>>;

/** More than these are narrowed by typing. */
const mostValues = 50;

/** What can be written at the caret: the language's own fields and values, and those that the page knows of. */
export function suggest(text: string, caret: number, known: KnownValues): Completion[] {
  const { field, prefix, from, to } = searchWordAt(text, caret);
  const own = completeSearch(text, caret);
  const values = field === null ? [] : (known[field] ?? []);
  const begun = prefix.toLowerCase();
  const fitting = values
    .filter(({ value }) => value.toLowerCase().includes(begun))
    .slice(0, mostValues)
    .map(({ value, describe }) => ({ text: writeValue(field!, value), describe, from, to }));
  // What is written already needs no completion.
  return [...own, ...fitting].filter((completion) => completion.text !== text.slice(completion.from, completion.to));
}

function writeValue(field: string, value: string): string {
  return writeTerm(field, value).slice(field.length + 1);
}
