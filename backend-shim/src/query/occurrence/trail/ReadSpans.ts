import type { TemplateTable } from '../../../pipeline/spans/TemplateTable.ts';
import type { TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';

/** A trace's spans as they were read, with the templates that they refer to. */
export interface ReadSpans {
  spans: TraceSpans;
  templates: TemplateTable;
}
