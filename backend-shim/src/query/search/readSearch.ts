import { parseSearch, type SearchTerm } from '../../../../contract/search.ts';
import { QueryError } from '../shared/QueryError.ts';

/** Each is compared with every problem. */
const mostTerms = 20;

/** @throws QueryError `invalid` that says what cannot be understood */
export function readSearch(text: string): SearchTerm[] {
  const { terms, problems } = parseSearch(text);
  if (problems.length > 0) {
    throw new QueryError(
      'invalid',
      `The search cannot be understood: ${problems.map(({ message }) => message).join(' ')}`
    );
  }
  if (terms.length > mostTerms) {
    throw new QueryError('invalid', `The search has ${terms.length} terms; there may be ${mostTerms}.`);
  }
  return terms;
}
