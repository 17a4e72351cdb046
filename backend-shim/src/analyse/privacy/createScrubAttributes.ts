import type { AttributeValue, Attributes } from '../../pipeline/records.ts';
import { boundText } from './boundText.ts';
import type { ScrubMessage } from './createScrubMessage.ts';
import type { ScrubPath } from './createScrubPath.ts';
import type { ScrubText } from './createScrubText.ts';
import { normaliseSql } from './normaliseSql.ts';
import { placeholders } from './placeholders.ts';
import { remember } from './remember.ts';
import type { SqlDialect } from './scanSql.ts';
import { isCardNumber } from './scrubNumbers.ts';
import type { SecretNames } from './secretNames.ts';

const maxString = 4_096;
const maxDepth = 8;
/** Identifiers that look like secrets: those of the telemetry itself, and the shop's numbers of orders and products. */
const telemetryIds = /^(?:extra\.)?(?:trace|span)_id$/;
const telemetryId = /^[\da-f]{16}(?:[\da-f]{16})?$/i;
const shopIds = /^maho\.(?:order\.(?:increment_)?id|product\.(?:id|sku))$/;
const shopId = /^[\w./ -]{1,64}$/;
const versions = /(?:^|[._])version$/;
const version = /^[v^~<>= ]{0,3}\d[\w.+~-]{0,63}$/i;
const emails = /(?:^|[._-])e-?mail(?:_?address)?$/i;
const ofPersons = /(?:^|[._-])(?:user\.name|user\.full_name|enduser\.(?:name|scope)|url\.query)$/i;
const boundValues = /^db\.(?:query|operation)\.parameter|^db\.statement\.parameters/;
const paths = /^(?:url\.path|http\.target)$/;
const messages = /message$|^log\.body$/;
const statements = /^db\.(?:query\.text|statement)$/;

type Kind = 'drop' | 'secret' | 'telemetryId' | 'shopId' | 'version' | 'path' | 'message' | 'statement' | 'text';

/** What a key's name says of its values. */
interface Rule {
  kind: Kind;
  /** Of which a secret has been taken. */
  key: string;
  /** In the place of secret values. */
  placeholder: string;
}

/** `dialect` is that of statements, 'mysql' when absent. Gives back the same object when nothing had to change. */
export type ScrubAttributes = (attributes: Attributes, dialect?: SqlDialect) => Attributes;

export interface AttributeScrubbers {
  names: SecretNames;
  text: ScrubText;
  /** For SQL without its values. */
  statement: ScrubText;
  path: ScrubPath;
  message: ScrubMessage;
}

/** Makes the function that leaves of attributes what is no secret: by their names, and by what they hold. */
export function createScrubAttributes({ names, text, statement, path, message }: AttributeScrubbers): ScrubAttributes {
  /** There are few keys, and each comes with every span. */
  const ruleOf = remember(findRule, 2_000, 128);

  function findRule(key: string): Rule {
    const secret = emails.test(key)
      ? placeholders.email
      : ofPersons.test(key)
        ? placeholders.token
        : names.placeholderOf(key);
    const kind = boundValues.test(key) ? 'drop' : secret !== null ? 'secret' : kindOf(key);
    return { kind, key: text(boundText(key, 256)), placeholder: secret ?? '' };
  }

  /** Undefined when nothing of the value may be kept. */
  function scrubValue(rule: Rule, value: AttributeValue, dialect: SqlDialect, depth: number) {
    if (rule.kind === 'drop' || depth > maxDepth) {
      return undefined;
    }
    if (rule.kind === 'secret') {
      return value === null || value === '' || typeof value === 'boolean' ? value : rule.placeholder;
    }
    if (typeof value === 'string') {
      return value === '' ? value : scrubString(rule.kind, value, dialect);
    }
    if (typeof value === 'number') {
      return value > 1e12 && isCardNumber(String(value)) && rule.kind !== 'shopId' ? placeholders.card : value;
    }
    return value !== null && typeof value === 'object' ? scrubInner(rule, value, dialect, depth + 1) : value;
  }

  /** The same object when nothing had to change. */
  function scrubInner(
    rule: Rule,
    value: AttributeValue[] | Attributes,
    dialect: SqlDialect,
    depth: number
  ): AttributeValue {
    if (!Array.isArray(value)) {
      return scrubEntries(value, dialect, depth);
    }
    const scrubbed = value.map((item) => scrubValue(rule, item, dialect, depth) ?? null);
    return scrubbed.every((item, at) => item === value[at]) ? value : scrubbed;
  }

  function scrubEntries(attributes: Attributes, dialect: SqlDialect, depth: number): Attributes {
    let scrubbed: Array<[string, AttributeValue]> | null = null;
    const keys = Object.keys(attributes);
    for (let at = 0; at < keys.length; at++) {
      const value = attributes[keys[at]];
      const rule = ruleOf(keys[at]);
      const kept = scrubValue(rule, value, dialect, depth);
      if (kept !== value || rule.key !== keys[at]) {
        scrubbed ??= keys.slice(0, at).map((key) => [key, attributes[key]]);
      }
      if (scrubbed && kept !== undefined) {
        scrubbed.push([rule.key, kept]);
      }
    }
    return scrubbed ? Object.fromEntries(scrubbed) : attributes;
  }

  function scrubString(kind: Kind, value: string, dialect: SqlDialect): string {
    switch (kind) {
      case 'telemetryId':
        return telemetryId.test(value) ? value : scrubLong(value);
      case 'shopId':
        return shopId.test(value) ? value : scrubLong(value);
      case 'version':
        return version.test(value) ? value : scrubLong(value);
      case 'path':
        return boundText(text(path(boundText(value, maxString))), maxString);
      case 'message':
        return message(value);
      case 'statement':
        // A key's first and last line look like comments.
        return scrubStatement(normaliseSql(value.includes('PRIVATE KEY') ? statement(value) : value, dialect));
      default:
        return scrubLong(value);
    }
  }

  function scrubLong(value: string): string {
    return boundText(text(boundText(value, 4 * maxString)), maxString);
  }

  /** Without their values, statements are few, long and often the same. */
  const scrubStatement = remember(
    (sql) => boundText(statement(boundText(sql, 4 * maxString)), maxString),
    5_000,
    maxString
  );

  return (attributes, dialect = 'mysql') => scrubEntries(attributes, dialect, 0);
}

function kindOf(key: string): Kind {
  if (telemetryIds.test(key)) {
    return 'telemetryId';
  }
  if (shopIds.test(key)) {
    return 'shopId';
  }
  if (versions.test(key)) {
    return 'version';
  }
  return paths.test(key) ? 'path' : messages.test(key) ? 'message' : statements.test(key) ? 'statement' : 'text';
}
