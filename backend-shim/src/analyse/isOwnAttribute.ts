import type { AttributeValue } from '../pipeline/records.ts';

/** Where a request went, whose it was, what it was about: another one tells another. */
const ownKeys =
  /^(?:url\.(?:path|full|query|fragment)|http\.(?:target|url)|enduser\.(?:id|pseudo\.id)|user\.(?:id|hash)|session\.(?:id|previous_id)|client\.(?:address|port)|network\.peer\.(?:address|port)|maho\.(?:visitor_id|quote_id|order\..+|cart\..+|customer\..+|product\..+)|payment\.(?:amount|transaction[._]id)|process\.(?:pid|command_args|command_line)|thread\.(?:id|name)|exception\..+)$|(?:^|[._])(?:(?:message|request|transaction|correlation|conversation|trace|span)[._]id|increment_id|uuid|timestamp)$/;
/** The numbers of which there are few. */
const fewNumbers =
  /(?:^|[._])(?:status_code|port|line[._]number|lineno)$|^maho\.(?:store|website)_id$|^db\.response\.status_code$/;
/** Statements, without their values, may be long. */
const queryTexts = /^db\.(?:query\.text|statement)$/;
const longest = 1_024;

/** Whether an attribute differs from span to span, or may do so: it is kept with the span, not with its template. */
export function isOwnAttribute(key: string, value: AttributeValue): boolean {
  switch (typeof value) {
    case 'string':
      return ownKeys.test(key) || (value.length > longest && !queryTexts.test(key));
    case 'number':
      return !Number.isSafeInteger(value) || Object.is(value, -0) || !fewNumbers.test(key) || ownKeys.test(key);
    case 'boolean':
      return false;
    default:
      return value !== null && !isShortList(value);
  }
}

/** Of strings and truth values. */
function isShortList(value: AttributeValue): boolean {
  return (
    Array.isArray(value) &&
    value.length <= 16 &&
    value.every((item) => typeof item === 'boolean' || (typeof item === 'string' && item.length <= 64))
  );
}
