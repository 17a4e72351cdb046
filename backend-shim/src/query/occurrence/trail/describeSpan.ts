import type { TrailStep } from '../../../../../contract/problems.ts';
import type { Span } from '../../../pipeline/records.ts';
import type { NameSpan } from './NameSpan.ts';

const queryKeys = ['db.system.name', 'db.query.text', 'db.system', 'db.statement'];
const maxText = 2_000;

/** What a span stands for in a trail: its kind, and a text without values. */
export function describeSpan(span: Span, nameSpan: NameSpan): Pick<TrailStep, 'kind' | 'text'> {
  const { name, attributes } = span;
  if (queryKeys.some((key) => attributes[key] !== undefined)) {
    const statement = attributes['db.query.text'] ?? attributes['db.statement'];
    return { kind: 'query', text: bounded(typeof statement === 'string' && statement !== '' ? statement : name) };
  }
  const { component, name: named } = nameSpan(span);
  // A run of the command line has a root that only its place tells from what modules measure.
  const kind = component === 'other' && span.parentSpanId === '' ? 'command' : component;
  return { kind, text: bounded((kind === 'http' ? addressOf(span) : named) || name) };
}

/** Method, host and path: what stands behind them may hold values. */
function addressOf({ attributes }: Span): string {
  const url = attributes['url.full'] ?? attributes['http.url'];
  const method = attributes['http.request.method'] ?? attributes['http.method'];
  const parts = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#@]*@)?([^?#]*)/i.exec(typeof url === 'string' ? url : '');
  const address = parts ? parts[1] + parts[2] : String(attributes['server.address'] ?? '');
  return [method, address].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

export function bounded(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText).toWellFormed()}…`;
}
