import type { SearchTerm } from '../../../../contract/search.ts';

/** Whether a number is what a term of kind `number` asks for; one that is not known never is. */
export function compareNumber({ operator, value }: SearchTerm): (number: number | null) => boolean {
  const wanted = Number(value);
  const compare: Record<SearchTerm['operator'], (number: number) => boolean> = {
    '=': (number) => number === wanted,
    '>': (number) => number > wanted,
    '>=': (number) => number >= wanted,
    '<': (number) => number < wanted,
    '<=': (number) => number <= wanted,
  };
  const holds = compare[operator];
  return (number) => number !== null && holds(number);
}
