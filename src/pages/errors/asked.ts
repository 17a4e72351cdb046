import { parseSearch, type SearchTerm } from '../../../contract/search';
import { problemStatuses } from '../../../contract/problemStatus';
import { withoutTerms } from '../../shared/search/editTerms';
import type { ErrorsFilter, HandledFilter, StatusFilter } from './useErrorsFilter';

/** What is asked for by filters and search together. */
export interface Asked {
  /** For the query. */
  status: StatusFilter;
  handled: HandledFilter;
  /** For the filters: null where the search asks for something that none of them says. */
  shownStatus: StatusFilter | null;
  shownHandled: HandledFilter | null;
}

/** Where the search says what a filter says, too, the search holds: together they would find nothing. */
export function askedOf({ tab, status, search }: Pick<ErrorsFilter, 'tab' | 'status' | 'search'>): Asked {
  const { terms } = parseSearch(search);
  const statuses = terms.filter(isStatus);
  const handled = terms.filter(isHandled);
  const filtered = tab === 'logs' ? 'all' : tab;
  return {
    status: statuses.length > 0 ? 'all' : status,
    handled: handled.length > 0 ? 'all' : filtered,
    shownStatus: statuses.length === 0 ? status : only(statuses, statusOf),
    shownHandled: handled.length === 0 ? filtered : only(handled, handledOf),
  };
}

/** The search without what it says of the status: for a filter chosen after it. */
export const withoutStatus = (search: string) => withoutTerms(search, isStatus);
export const withoutHandled = (search: string) => withoutTerms(search, isHandled);

const isStatus = (term: SearchTerm) => term.field === 'is' && statusOf(term) !== undefined;
const isHandled = (term: SearchTerm) => term.field === 'handled';

const statusOf = ({ value }: SearchTerm) => problemStatuses.find((status) => status === value.toLowerCase());
const handledOf = ({ value }: SearchTerm) => (value.toLowerCase() === 'yes' ? 'handled' : 'unhandled');

function only<T>(terms: SearchTerm[], read: (term: SearchTerm) => T | undefined): T | null {
  return terms.length === 1 && !terms[0].negated ? (read(terms[0]) ?? null) : null;
}
