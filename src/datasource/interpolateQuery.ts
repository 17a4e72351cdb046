import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import type { InsightsQuery } from './InsightsQuery';

const interpolated = new Set(['store', 'search', 'route', 'traceId', 'problemId']);
const ids = new Set(['traceId', 'problemId']);

/**
 * The query with dashboard variables replaced and pasted ids brought into the form that the receiver takes.
 *
 * @throws Error when a variable holds several values: a query is about one store or about all.
 */
export function interpolateQuery(query: InsightsQuery, scopedVars: ScopedVars, templates: TemplateSrv): InsightsQuery {
  const entries = Object.entries(query).map(([key, value]) => {
    if (typeof value !== 'string' || !interpolated.has(key)) {
      return [key, value];
    }
    const text = templates.replace(value, scopedVars, singleValue).trim();
    return [key, ids.has(key) ? normaliseId(text) : text];
  });
  return Object.fromEntries(entries);
}

/** Variables that offer "All" without multiple choice yield the list of all values: that is no filter at all. */
function singleValue(value: string | string[], variable?: { name?: string; multi?: boolean }): string {
  if (!Array.isArray(value)) {
    return value;
  }
  if (variable?.multi && value.length > 1) {
    throw new Error(
      `The variable "${variable.name}" holds several values, and Insights asks for one or for all: ` +
        'switch off "Multi-value" in the variable\'s settings.'
    );
  }
  return value.length === 1 ? value[0] : '';
}

/** Ids are pasted from logs, headers and other tools: in capitals, quoted, or with a UUID's dashes. */
function normaliseId(text: string): string {
  return text.replace(/[\s"'-]/g, '').toLowerCase();
}
