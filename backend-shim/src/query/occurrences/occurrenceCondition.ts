import { allOf, like, rowCondition } from '../search/rowCondition.ts';
import type { Narrowing } from '../search/seriesFilter.ts';
import type { Problem } from '../shared/Problem.ts';
import type { Shops } from '../shared/Shops.ts';
import type { Condition } from '../shared/sourceCondition.ts';
import { Wildcard } from '../shared/Wildcard.ts';

/**
 * Condition on the occurrences of one problem, and what is joined to them. What a search says of the problem itself does
 * not narrow them: nor does text that the problem holds.
 */
export function occurrenceCondition(narrowing: Narrowing, problem: Problem | null, shops: Shops): Condition {
  const texts = narrowing.terms.filter(({ field, value }) => field === null && !holds(problem, value));
  return allOf([
    rowCondition(narrowing, shops),
    ...texts.map(({ value, negated }) => {
      const { sql, values } = like("CONCAT_WS('\\n', o.message, p.path, e.route)", `*${value}*`);
      return { sql: negated ? `NOT ${sql}` : sql, values };
    }),
  ]);
}

/** Its message is that of one of its occurrences. */
function holds(problem: Problem | null, value: string): boolean {
  const wanted = new Wildcard(`*${value}*`);
  const told = problem && [problem.title, `${problem.type}:`, `${problem.file}:${problem.line}`, problem.route];
  return told?.some((text) => wanted.matches(text)) ?? false;
}
