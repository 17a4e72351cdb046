import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttributeValue } from '../../pipeline/records.ts';
import { createScrubber } from './createScrubber.ts';

const { message, attributes, logText } = createScrubber();
const manual = readFileSync(join(__dirname, '../../../../docs/privacy.md'), 'utf8');

/** What, example and result of each rule in the manual's table. */
const rules = Array.from(manual.matchAll(/^\| ([^|]+) \| [^|]+ \| `([^`|]+)` \| `([^`|]+)` \|$/gm), (row) =>
  row.slice(1, 4)
);

/** An attribute as the manual writes it: `name: value`. */
function scrubAttribute(text: string): string {
  const [, name, value] = /^([\w.]+): (.*)$/.exec(text)!;
  const told: AttributeValue = value.startsWith('{') ? JSON.parse(value) : value;
  return `${name}: ${JSON.stringify(attributes({ [name]: told })[name])}`;
}

const ways: Record<string, (text: string) => string> = {
  'Values in SQL': (text) => String(attributes({ 'db.query.text': text })['db.query.text']),
  'Values that the database server quotes': (text) =>
    message(`SQLSTATE[23000]: ${text}`).slice('SQLSTATE[23000]: '.length),
  'Secrets in paths': (text) => String(attributes({ 'url.path': text })['url.path']),
  'Arguments of function calls': (text) => logText(`#0 /srv/a.php(1): ${text}`).slice('#0 /srv/a.php(1): '.length),
  'Attributes with secret names': scrubAttribute,
  'What cannot be seen': (text) =>
    message(text.replaceAll(/<U\+([0-9A-F]+)>/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))),
};

describe('the manual', () => {
  it('has an example of each rule', () => {
    expect(rules.length).toBeGreaterThan(18);
    expect(Object.keys(ways).filter((what) => !rules.some(([known]) => known === what))).toEqual([]);
    // A row without an example would not be checked.
    expect(rules.length).toBe(
      manual.slice(manual.indexOf('## Rules'), manual.indexOf('All of them hold')).match(/^\| /gm)!.length - 1
    );
  });

  it.each(rules)('%s: %s becomes %s', (what, example, stored) => {
    expect((ways[what] ?? message)(example)).toBe(stored);
  });
});
