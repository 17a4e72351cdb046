import type { TemplateTable } from '../../../pipeline/spans/TemplateTable.ts';
import type { BlockTrace } from '../BlockTrace.ts';
import { hexId } from '../bytes/hexId.ts';

/** All that a trace says, whichever tables it stands in. */
export function plainTrace({ traceId, filedAt, spans, logs }: BlockTrace, templates: TemplateTable) {
  return {
    traceId,
    filedAt,
    parents: spans ? [...spans.parents] : null,
    spans: spans
      ? Array.from(spans.rows, (at) => {
          const { table } = spans;
          const { index: _, ...template } = templates.at(table.template[at]);
          return {
            id: hexId(table.idHigh[at], table.idLow[at]),
            parentId: hexId(table.parentHigh[at], table.parentLow[at]),
            template,
            start: table.start[at],
            duration: table.duration[at],
            resource: table.resource[at],
            extra: table.extra[at],
          };
        })
      : null,
    logs,
  };
}
