import type { AttributeValue, Attributes, LogRecord } from '../../../pipeline/records.ts';
import type { LogPattern, PatternValue } from '../../dictionary/LogPattern.ts';

type Filled = Pick<LogRecord, 'severity' | 'body' | 'attributes'>;

/** The way back from {@link patternOf}. @param next - the next parameter */
export function fillPattern(pattern: LogPattern, next: () => AttributeValue): Filled {
  const body = fillText(pattern.body, next);
  return { severity: pattern.severity, body, attributes: fillMap(pattern.attributes, next) };
}

function fillText(pieces: string[], next: () => AttributeValue): string {
  return pieces.reduce((text, piece) => text + String(next()) + piece);
}

function fillMap(entries: Array<[string, PatternValue]>, next: () => AttributeValue): Attributes {
  // One by one, for the parameters stand in this order; fromEntries takes `__proto__` for a key like any other.
  return Object.fromEntries(entries.map(([key, value]) => [key, fillValue(value, next)]));
}

function fillValue(value: PatternValue, next: () => AttributeValue): AttributeValue {
  if (value === 0) {
    return next();
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    return fillText(value, next);
  }
  return 'list' in value ? value.list.map((item) => fillValue(item, next)) : fillMap(value.map, next);
}
