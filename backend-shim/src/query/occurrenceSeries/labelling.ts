import type { QueryOf } from '../../../../contract/queries.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import type { Problem } from '../shared/Problem.ts';
import type { Problems } from '../shared/Problems.ts';
import { placesOf, storeIdOf } from '../shared/Rollups.ts';
import type { Shops } from '../shared/Shops.ts';
import { storeKey } from '../shared/storeKey.ts';

const { dimensions } = placesOf('problems');

export interface Labelling {
  names: string[];
  /** What a problem's series with these dimensions counts for; null for a problem that is not known. */
  valueOf(problem: Problem | null, of: readonly string[]): string;
  /** Whether the value depends on the dimensions alone. */
  ofDimensions: boolean;
  labelsOf(value: string): Record<string, string>;
  displayNameOf(value: string): string | undefined;
  /** Told with 0 when nothing happened, so that an alert on them sees a number. */
  always: string[];
  /** Of more values than this, the largest are told apart, the rest together. */
  most: number;
}

const mostValues = 50;
const mostProblems = 10;

export function labelling(
  { by, store }: Pick<QueryOf<'occurrenceSeries'>, 'by' | 'store'>,
  { shops, problems }: { shops: Shops; problems: Problems }
): Labelling {
  const make = (valueOf: (of: readonly string[]) => string, always: string[] = []): Labelling => ({
    names: [by],
    valueOf: (_problem, of) => valueOf(of),
    ofDimensions: true,
    labelsOf: (value) => ({ [by]: value }),
    displayNameOf: () => undefined,
    always,
    most: mostValues,
  });
  switch (by) {
    case 'none':
      return { ...make(() => '', ['']), names: [], labelsOf: () => ({}) };
    case 'store':
      return make(
        (of) => shops.keyOf(of[dimensions.service], storeIdOf(of[dimensions.storeId])),
        store === '' ? shops.stores.map((one) => storeKey(one.service, one.storeId)) : [store]
      );
    case 'handled':
      return make((of) => (of[dimensions.handled] === 'true' ? 'yes' : 'no'), ['no', 'yes']);
    case 'problem':
      return {
        ...make(() => ''),
        names: ['problem', 'title'],
        valueOf: (problem) => problem?.id ?? otherSeries,
        ofDimensions: false,
        labelsOf: (value) => ({ problem: value, title: titleOf(problems.get(value)) }),
        displayNameOf: (value) => titleOf(problems.get(value)) || undefined,
        most: mostProblems,
      };
    default:
      return make((of) => of[dimensions[by]]);
  }
}

function titleOf(problem: Problem | undefined): string {
  return problem ? `${problem.type}: ${problem.title}`.slice(0, 120).toWellFormed() : '';
}
