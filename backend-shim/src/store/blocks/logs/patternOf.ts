import type { AttributeValue, LogRecord } from '../../../pipeline/records.ts';
import type { LogPattern, PatternValue } from '../../dictionary/LogPattern.ts';
import { splitPattern } from './splitPattern.ts';
import type { OwnIds } from '../values/ValueWriter.ts';

/** A record's pattern, and its parameters: those of the body, then those of the attributes, in their order. */
export function patternOf(log: LogRecord): { pattern: LogPattern; parameters: AttributeValue[] } {
  const { pieces, parameters: bodyParameters } = splitPattern(log.body);
  const parameters: AttributeValue[] = [...bodyParameters];
  const attributes = Object.keys(log.attributes).map((key): [string, PatternValue] => [
    key,
    patternValue(log.attributes[key], log, parameters),
  ]);
  return { pattern: { severity: log.severity, body: pieces, attributes }, parameters };
}

function patternValue(value: AttributeValue, own: OwnIds, parameters: AttributeValue[]): PatternValue {
  if (value === null || typeof value === 'boolean') {
    return value;
  }
  if (typeof value === 'string') {
    return patternText(value, own, parameters);
  }
  if (typeof value === 'number') {
    parameters.push(value);
    return 0;
  }
  return Array.isArray(value)
    ? { list: value.map((item) => patternValue(item, own, parameters)) }
    : { map: Object.keys(value).map((key) => [key, patternValue(value[key], own, parameters)]) };
}

function patternText(text: string, own: OwnIds, parameters: AttributeValue[]): PatternValue {
  const isOwnId = text !== '' && (text === own.traceId || text === own.spanId);
  const { pieces, parameters: found } = isOwnId ? { pieces: ['', ''], parameters: [text] } : splitPattern(text);
  parameters.push(...found);
  if (pieces.length === 1) {
    return pieces[0];
  }
  return pieces.length === 2 && pieces[0] === '' && pieces[1] === '' ? 0 : pieces;
}
