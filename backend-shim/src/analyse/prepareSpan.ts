import type { AttributeValue, Attributes } from '../pipeline/records.ts';
import { otherName } from '../pipeline/spans/bareTemplate.ts';
import { originalName } from '../pipeline/spans/originalName.ts';
import type { PrepareSpan, StatementShape } from '../pipeline/spans/PrepareSpan.ts';
import { mayTellNumbers } from './commerce/readShopNumbers.ts';
import { isOwnAttribute } from './isOwnAttribute.ts';
import { createScrubber } from './privacy/createScrubber.ts';
import { visitShape } from './privacy/visitShape.ts';
import { createScrubSpan } from './scrubSpan.ts';
import { Variety } from './Variety.ts';

/** A large shop's code makes some thousand statements and templates; what differs by request goes far beyond. */
const ofCode =
  /^(?:db\.(?:query\.text|statement|query\.summary|collection\.name)|block\.(?:class|template|name)|code\..+)$/;
const maxOfCode = 5_000;
const maxValues = 300;
const maxKeys = 1_000;
/** Names that differ in their digits alone. */
const maxNumbered = 300;
const maxNames = 10_000;
/** Of all of them together, characters: of one shop they are some hundred thousand. */
const maxLength = 8 * 1024 * 1024;

/** No number is read from what these say. */
const tellsNothing = /^\s*(?:INSERT|DELETE|REPLACE)\s/i;

/** Statements of the same parts between their values are prepared alike, but where the shop's numbers are read. */
const statements: StatementShape = {
  key: 'db.query.text',
  visit: visitShape,
  isDecisive: (statement) => !mayTellNumbers(statement) || tellsNothing.test(statement),
};

/**
 * A function that makes of a span what may be stored: without secrets and values of SQL, in two parts, what it has in
 * common with others and what is its own. It remembers what it has seen, so that the parts in common stay few whatever
 * is sent: from some point on, values of a key (numbers in a name) that were not seen before are a span's own.
 */
export function createPrepareSpan(scrubber = createScrubber()): PrepareSpan {
  const scrubSpan = createScrubSpan(scrubber);
  const values = new Variety((key) => (ofCode.test(key) ? maxOfCode : maxValues), maxKeys, maxLength);
  const numbered = new Variety(() => maxNumbered, maxNames, maxLength);
  const names = new Variety(() => maxNames, 1, maxLength);

  /** The name that a template may have. */
  function commonName(name: string): string {
    const pattern = name.replace(/\d+/g, '#');
    const common = pattern === name || numbered.admits(pattern, name) ? name : pattern;
    return names.admits('', common) ? common : otherName;
  }

  function isCommon(key: string, value: AttributeValue): boolean {
    return !isOwnAttribute(key, value) && (typeof value === 'boolean' || values.admits(key, textOf(value)));
  }

  const prepareSpan: PrepareSpan = (span) => {
    const { name, kind, status, statusMessage, attributes, events } = scrubSpan(span);
    const common: Array<[string, AttributeValue]> = [];
    const own: Array<[string, AttributeValue]> = [];
    for (const key of Object.keys(attributes)) {
      if (key !== originalName) {
        (isCommon(key, attributes[key]) ? common : own).push([key, attributes[key]]);
      }
    }
    const template = commonName(name);
    if (template !== name) {
      own.push([originalName, name]);
    }
    const isPlain = own.length === 0 && statusMessage === '' && events.length === 0;
    return {
      content: { name: template, kind, status, attributes: fromEntries(common) },
      extra: isPlain ? null : { attributes: fromEntries(own), statusMessage, events },
    };
  };
  return Object.assign(prepareSpan, { statements, resource: scrubber.resource });
}

function textOf(value: AttributeValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Not by assignment: a sender may well name a key `__proto__`. */
function fromEntries(entries: Array<[string, AttributeValue]>): Attributes {
  return Object.fromEntries(entries);
}
