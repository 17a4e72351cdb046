import type { AttributeValue, Attributes } from '../../pipeline/records.ts';
import { boundText } from './boundText.ts';
import { cleanText } from './cleanText.ts';
import { remember } from './remember.ts';
import { scrubMessage } from './scrubMessage.ts';
import { scrubPath } from './scrubPath.ts';
import { scrubText } from './scrubText.ts';

const maxString = 4_096;
/** Identifiers of the telemetry itself and the shop's business facts: kept as they are. */
const plain =
  /^(?:(?:extra\.)?(?:trace|span)_id|maho\.(?:order|payment|product|store|website)[._]\w+|maho\.(?:area|visitor_id|quote_id)|enduser\.id|(?:http|db|rpc)\.(?:\w+\.)?(?:method|status_code|name|namespace|operation\.name|system\.name)|http\.route|code\.(?:file\.path|filepath|line\.number|lineno|function(?:\.name)?|namespace)|block\.(?:class|template))$/;
const unusual = /[^\x20-\x7e]/;
const paths = /^(?:url\.path|http\.target)$/;
const secretKeys =
  /(?:^|[._-])(?:password|passwd|pwd|secret|token|api[_-]?key|authorization|cookie|set-cookie|email|e-mail|user\.name|enduser\.(?:name|email|scope)|url\.query|cc_number|cvv)$/i;
const boundValues = /^db\.(?:query|operation)\.parameter/;
const messages = /message$|^log\.body$/;
const statements = /^db\.(?:query\.text|statement)$/;

type Rule = 'drop' | 'plain' | 'email' | 'secret' | 'path' | 'message' | 'statement' | 'text';
/** What a key's name says of its values: there are few keys, and each comes with every span. */
const ruleOf = remember(findRule, 2_000, 128);

function findRule(key: string): Rule {
  if (boundValues.test(key)) {
    return 'drop';
  }
  if (plain.test(key)) {
    return 'plain';
  }
  if (secretKeys.test(key)) {
    return /email|e-mail/i.test(key) ? 'email' : 'secret';
  }
  return paths.test(key) ? 'path' : messages.test(key) ? 'message' : statements.test(key) ? 'statement' : 'text';
}

/** The attributes without secrets; the same object when nothing had to change. */
export function scrubAttributes(attributes: Attributes): Attributes {
  let scrubbed: Attributes | null = null;
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    const kept = scrubValue(key, value, 0);
    if (kept !== value) {
      scrubbed ??= { ...attributes };
      if (kept === undefined) {
        delete scrubbed[key];
      } else {
        scrubbed[key] = kept;
      }
    }
  }
  return scrubbed ?? attributes;
}

/** Undefined when nothing of the value may be kept. */
function scrubValue(key: string, value: AttributeValue, depth: number): AttributeValue | undefined {
  const rule = ruleOf(key);
  if (rule === 'drop') {
    return undefined;
  }
  if (typeof value === 'string') {
    return value === '' ? value : scrubString(rule, value);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (depth > 8) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item) => scrubValue(key, item, depth + 1) ?? null);
  }
  const entries: Array<[string, AttributeValue]> = [];
  for (const [name, item] of Object.entries(value)) {
    const kept = scrubValue(name, item, depth + 1);
    if (kept !== undefined) {
      entries.push([scrubText(name), kept]);
    }
  }
  return Object.fromEntries(entries);
}

function scrubString(rule: Rule, value: string): string {
  switch (rule) {
    case 'plain':
      return boundText(unusual.test(value) ? cleanText(value) : value, maxString);
    case 'email':
      return '[email]';
    case 'secret':
      return '[token]';
    case 'path':
      return boundText(scrubText(scrubPath(boundText(value, maxString))), maxString);
    case 'message':
      return scrubMessage(value);
    case 'statement':
      return scrubStatement(value);
    default:
      return scrubLong(value);
  }
}

function scrubLong(value: string): string {
  return boundText(scrubText(boundText(value, 4 * maxString)), maxString);
}

/** Without their values, statements are few, long and often the same. */
const scrubStatement = remember(scrubLong, 5_000, maxString);
