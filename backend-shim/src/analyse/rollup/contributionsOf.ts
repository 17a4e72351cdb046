import type { Analysis, TraceFacts } from '../../pipeline/analysis.ts';
import type { Contribution } from '../../pipeline/rollups.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import type { TemplateTraits } from '../templates/TemplateTraits.ts';
import { traitsOf } from '../templates/traitsOf.ts';
import { dimension, statusDimension, storeDimension } from './dimension.ts';
import { eventContributions } from './eventContributions.ts';
import { minuteOf } from './minuteOf.ts';
import { problemContributions } from './problemContributions.ts';
import { Scopes } from './Scopes.ts';
import { spanContributions } from './spanContributions.ts';

const known = new WeakMap<TemplateTraits, Scopes>();

/**
 * What a trace adds to the roll-ups: a pure function of what is known of it, so that it can be taken back when more of
 * the trace comes. Each series is told once. The spans may be null where only log records have come.
 */
export function contributionsOf(
  spans: TraceSpans | null,
  analysis: Analysis,
  templates: TemplateTable
): Contribution[] {
  const { trace } = analysis;
  const contributions = [...problemContributions(analysis), ...eventContributions(analysis)];
  if (trace) {
    contributions.push(requestContribution(trace));
    if (spans) {
      addSpans(spans, trace, templates, contributions);
    }
  }
  return contributions;
}

function requestContribution(trace: TraceFacts): Contribution {
  return {
    kind: 'requests',
    minute: minuteOf(trace.start),
    dimensions: [
      dimension(trace.service, 'service'),
      storeDimension(trace.storeId),
      dimension(trace.area, 'area'),
      trace.rootKind ?? '',
      dimension(trace.route, 'route'),
      dimension(trace.method, 'method'),
      statusDimension(trace.httpStatus),
      dimension(trace.resource.mahoVersion, 'version'),
    ],
    values: [
      1,
      trace.failed ? 1 : 0,
      trace.duration,
      trace.spanCount,
      trace.queryCount,
      trace.queryTime,
      trace.slowQueryCount,
    ],
    durations: [trace.duration],
  };
}

function addSpans(spans: TraceSpans, trace: TraceFacts, templates: TemplateTable, contributions: Contribution[]): void {
  const traits = traitsOf(templates);
  let scopes = known.get(traits);
  if (!scopes) {
    scopes = new Scopes(traits);
    known.set(traits, scopes);
  }
  const service = dimension(trace.service, 'service');
  const storeId = storeDimension(trace.storeId);
  spanContributions(
    spans,
    {
      minute: minuteOf(trace.start),
      request: scopes.of(service, storeId, dimension(trace.route, 'route')),
      messages: scopes.of(service, storeId, ''),
      isMessage: trace.rootKind === 'consumer',
    },
    traits,
    templates,
    contributions
  );
}
