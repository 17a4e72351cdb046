import type { LogPattern, PatternValue } from './LogPattern.ts';

/** One text for one pattern: what its id is the hash of. */
export function writeLogPattern({ severity, body, attributes }: LogPattern): string {
  return JSON.stringify([severity, body, attributes]);
}

/** @throws Error when it is no pattern */
export function readLogPattern(json: string): LogPattern {
  const [severity, body, attributes] = JSON.parse(json) as [unknown, unknown, unknown];
  if (typeof severity !== 'number' || !isText(body) || !isMap(attributes)) {
    throw new Error('not a pattern of log records');
  }
  return { severity, body, attributes };
}

function isText(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((piece) => typeof piece === 'string');
}

function isMap(value: unknown): value is Array<[string, PatternValue]> {
  return (
    Array.isArray(value) &&
    value.every((entry) => Array.isArray(entry) && typeof entry[0] === 'string' && isPatternValue(entry[1]))
  );
}

function isPatternValue(value: unknown): value is PatternValue {
  if (value === null || typeof value !== 'object') {
    return value === null || value === 0 || typeof value === 'string' || typeof value === 'boolean';
  }
  if (Array.isArray(value)) {
    return isText(value);
  }
  return 'list' in value
    ? Array.isArray(value.list) && value.list.every(isPatternValue)
    : 'map' in value && isMap(value.map);
}
