import { figures, type Figure } from '../../contract/figures';
import type { QueryOf, QueryType } from '../../contract/queries';

/** How the query editor asks for one property of a query; `initial` is what the receiver takes when it is left out. */
export type FieldSpec = ChoiceSpec<string> | TextSpec | StoreSpec | NumberSpec;

interface ChoiceSpec<V extends string> {
  kind: 'choice';
  label: string;
  options: Record<V, string>;
  initial: V;
}
interface TextSpec {
  kind: 'text';
  label: string;
  placeholder: string;
  width: number;
}
interface StoreSpec {
  kind: 'store';
  label: string;
}
interface NumberSpec {
  kind: 'number';
  label: string;
  initial: number;
}

type SpecOf<V> = number extends V ? NumberSpec : string extends V ? TextSpec | StoreSpec : ChoiceSpec<V & string>;

/** Every query type with all of its properties: one that the contract adds does not compile until it is here. */
type QueryTypes = {
  [T in QueryType]: {
    label: string;
    description: string;
    // Nobody types a cursor.
    fields: { [K in Exclude<keyof QueryOf<T>, 'queryType' | 'cursor'>]: SpecOf<QueryOf<T>[K]> };
  };
};

const store: StoreSpec = { kind: 'store', label: 'Store' };
const figureLabels = Object.fromEntries(Object.entries(figures).map(([name, { label }]) => [name, label])) as Record<
  Figure,
  string
>;

const problemId: TextSpec = { kind: 'text', label: 'Problem', placeholder: 'Id: 32 hexadecimal digits', width: 44 };
const search: TextSpec = { kind: 'text', label: 'Search', placeholder: 'is:open route:checkout* text', width: 40 };
const handled: ChoiceSpec<'all' | 'handled' | 'unhandled'> = {
  kind: 'choice',
  label: 'Handled',
  options: { all: 'All', handled: 'Caught by the shop', unhandled: 'Not caught' },
  initial: 'all',
};

export const queryTypes: QueryTypes = {
  figure: {
    label: 'Figure',
    description: 'One number: requests, errors, response time, orders, ... For charts, single values and alert rules.',
    fields: {
      figure: { kind: 'choice', label: 'Figure', options: figureLabels, initial: 'errors' },
      format: {
        kind: 'choice',
        label: 'Format',
        options: { total: 'Total', timeseries: 'Time series', comparison: 'Comparison with the period before' },
        initial: 'total',
      },
      by: {
        kind: 'choice',
        label: 'By',
        options: { none: 'Nothing', store: 'Store', service: 'Service', status: 'HTTP status' },
        initial: 'none',
      },
      store,
    },
  },
  problems: {
    label: 'Problems',
    description: 'Errors of one cause, grouped: what is broken, how often, and for how many visitors.',
    fields: {
      status: {
        kind: 'choice',
        label: 'Status',
        options: { open: 'Open', resolved: 'Resolved', ignored: 'Ignored', all: 'All' },
        initial: 'open',
      },
      handled,
      search,
      sort: {
        kind: 'choice',
        label: 'Sort',
        options: {
          lastSeen: 'Last seen',
          firstSeen: 'First seen',
          occurrences: 'Occurrences',
          visitors: 'Visitors affected',
          trend: 'Trend',
        },
        initial: 'lastSeen',
      },
      store,
      limit: { kind: 'number', label: 'Limit', initial: 100 },
    },
  },
  occurrences: {
    label: 'Occurrences',
    description: 'When and where one problem happened, newest first.',
    fields: {
      problemId,
      search,
      store,
      limit: { kind: 'number', label: 'Limit', initial: 10 },
    },
  },
  occurrenceSeries: {
    label: 'Occurrences over time',
    description: 'How often problems occurred, by store, route, version and more. For charts and alert rules.',
    fields: {
      format: {
        kind: 'choice',
        label: 'Format',
        options: { total: 'Total', timeseries: 'Time series' },
        initial: 'timeseries',
      },
      by: {
        kind: 'choice',
        label: 'By',
        options: {
          none: 'Nothing',
          store: 'Store',
          route: 'Route',
          version: 'Version',
          problem: 'Problem (the ten most frequent)',
          handled: 'Caught or not',
          status: 'HTTP status',
        },
        initial: 'none',
      },
      problemId: { ...problemId, placeholder: 'All problems, or an id' },
      handled,
      search,
      store,
    },
  },
  problemEvents: {
    label: 'New problems and regressions',
    description: 'Problems first seen, and those seen again after they were resolved. For tables and alert rules.',
    fields: {
      format: {
        kind: 'choice',
        label: 'Format',
        options: { table: 'Table', total: 'Total', timeseries: 'Time series' },
        initial: 'table',
      },
      event: {
        kind: 'choice',
        label: 'Event',
        options: { all: 'All', new: 'New problems', regression: 'Regressions' },
        initial: 'all',
      },
      by: { kind: 'choice', label: 'By', options: { none: 'Nothing', store: 'Store' }, initial: 'none' },
      store,
      limit: { kind: 'number', label: 'Limit', initial: 100 },
    },
  },
  distributions: {
    label: 'Distributions',
    description: 'In what the occurrences of one problem differ from all requests, the most telling first.',
    fields: { problemId, search, store },
  },
  logPatterns: {
    label: 'Log patterns',
    description: 'Log records with what varies replaced, and how often each was written.',
    fields: {
      search: { ...search, placeholder: 'Words' },
      sort: {
        kind: 'choice',
        label: 'Sort',
        options: { records: 'Most records first', lastSeen: 'Last seen' },
        initial: 'records',
      },
      store,
      limit: { kind: 'number', label: 'Limit', initial: 100 },
    },
  },
  annotations: {
    label: 'Annotations',
    description: 'Marks for charts: versions that came, problems that came back, and new ones.',
    fields: {
      of: {
        kind: 'choice',
        label: 'Of',
        options: { versions: 'New versions', regressions: 'Regressions', newProblems: 'New problems' },
        initial: 'versions',
      },
      store,
    },
  },
  requests: {
    label: 'Requests',
    description: 'Requests that have a trace, with their duration and SQL.',
    fields: {
      sort: {
        kind: 'choice',
        label: 'Sort',
        options: { slowest: 'Slowest first', newest: 'Newest first' },
        initial: 'slowest',
      },
      route: { kind: 'text', label: 'Route', placeholder: 'catalog/product/view', width: 30 },
      store,
      limit: { kind: 'number', label: 'Limit', initial: 20 },
    },
  },
  trace: {
    label: 'Trace',
    description: 'Everything one request did.',
    fields: {
      traceId: { kind: 'text', label: 'Trace', placeholder: 'Id: 32 hexadecimal digits', width: 44 },
    },
  },
  orders: {
    label: 'Orders',
    description: 'Orders placed, newest first.',
    fields: { store, limit: { kind: 'number', label: 'Limit', initial: 100 } },
  },
};
