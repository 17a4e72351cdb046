import { parseSearch, writeTerm, type SearchTerm } from '../../../contract/search';

/** The search without the terms that fit; what is between the others stays as it was written. */
export function withoutTerms(text: string, drop: (term: SearchTerm) => boolean): string {
  const dropped = parseSearch(text).terms.filter(drop);
  return dropped
    .reduceRight((rest, { from, to }) => `${rest.slice(0, from)}${rest.slice(to).trimStart()}`, text)
    .trim();
}

/** The search, asking this field for this one value. */
export function withTerm(text: string, field: string, value: string): string {
  const others = withoutTerms(text, (term) => term.field === field);
  return `${others} ${writeTerm(field, value)}`.trim();
}
