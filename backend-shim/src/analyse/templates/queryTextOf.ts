import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { traitsOf } from './traitsOf.ts';

/** The normalised statement that stands behind a `query` of the roll-ups which came from these templates; else null. */
export function queryTextOf(templates: TemplateTable, query: string): string | null {
  return traitsOf(templates).queryText(query);
}
