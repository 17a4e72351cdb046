import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { TemplateTraits } from './TemplateTraits.ts';

const known = new WeakMap<TemplateTable, TemplateTraits>();

/** The traits of a table's templates, up to date. */
export function traitsOf(templates: TemplateTable): TemplateTraits {
  let traits = known.get(templates);
  if (!traits) {
    traits = new TemplateTraits(templates);
    known.set(templates, traits);
  }
  return traits.update();
}
