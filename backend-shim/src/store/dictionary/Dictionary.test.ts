import type { PoolConnection } from 'mysql2/promise';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { Dictionary } from './Dictionary.ts';
import type { DictionaryEntry } from './DictionaryEntry.ts';
import { logEntry } from './logEntry.ts';
import { writeLogPattern } from './logPatternJson.ts';
import { spanEntry } from './spanEntry.ts';
import { textEntry } from './textEntry.ts';

const template = new TemplateTable().intern({
  name: 'SELECT quote',
  kind: 'client',
  status: 'ok',
  attributes: { zebra: 1, 'db.query.text': 'SELECT ?', nested: [{ __proto__: null, a: null }] },
});
const pattern = { severity: 13, body: ['took ', ' ms'], attributes: [] };
const entries = [spanEntry(template), logEntry(writeLogPattern(pattern)), textEntry('#0 a\n'.repeat(100) + '\ud800')];
const [span, log, text] = entries.map(({ id }) => id);
const day = Date.UTC(2026, 10, 23, 23, 59);

/** A table with these rows, which tells what it was asked for. */
function database(rows: DictionaryEntry[]) {
  const asked: string[][] = [];
  const query = async (_sql: string, [ids]: [Buffer[]]) => {
    const wanted = ids.map((id) => id.toString('hex'));
    asked.push(wanted);
    const found = rows.filter(({ id }) => wanted.includes(id));
    return [found.map(({ id, kind, body }) => ({ entry_id: Buffer.from(id, 'hex'), kind, body }))];
  };
  return { asked, connection: { query } as unknown as PoolConnection };
}

function inserted() {
  const statements: Array<{ sql: string; values: unknown[] }> = [];
  const execute = async (sql: string, values: unknown[]) => {
    statements.push({ sql, values });
    return [{}];
  };
  return { statements, connection: { execute } as unknown as PoolConnection };
}

describe('the dictionary', () => {
  it('reads each entry once, and knows it from then on', async () => {
    const { asked, connection } = database(entries);
    const dictionary = new Dictionary();
    const reader = await dictionary.load(connection, [span, log, text, span]);
    for (const each of [reader, dictionary]) {
      expect(each.content(span)).toEqual({
        name: 'SELECT quote',
        kind: 'client',
        status: 'ok',
        attributes: template.attributes,
      });
      expect(Object.keys(each.content(span).attributes)).toEqual(['zebra', 'db.query.text', 'nested']);
      expect(each.logPattern(log)).toEqual(pattern);
      expect(each.text(text)).toBe('#0 a\n'.repeat(100) + '\ud800');
    }
    await dictionary.load(connection, [span, text]);
    expect(asked).toEqual([[span, log, text]]);
  });

  it('asks for many in bounded lists', async () => {
    const { asked, connection } = database([]);
    const ids = Array.from({ length: 1_200 }, (_, at) => at.toString(16).padStart(16, '0'));
    await new Dictionary().load(connection, ids);
    expect(asked.map(({ length }) => length)).toEqual([500, 500, 200]);
  });

  it('says of a missing entry, or one of another kind, what it is', async () => {
    const reader = await new Dictionary().load(database([entries[0]]).connection, [span, text]);
    expect(() => reader.text(text)).toThrow(DamagedBlockError);
    expect(() => reader.text(text)).toThrow(`entry ${text} (text) is missing`);
    expect(() => reader.text(span)).toThrow(`entry ${span} is a span, not a text`);
  });

  it.each([
    ['of other bytes', () => Buffer.from('nonsense')],
    ['that is empty', () => Buffer.alloc(0)],
    ['cut', (body: Buffer) => body.subarray(0, body.length - 3)],
    ['of another content', () => textEntry('another').body],
    ['of something else', () => entries[1].body],
  ])('refuses an entry %s when it is asked for it, and no other', async (_what, change) => {
    const damaged = entries.map((entry) => (entry.id === text ? { ...entry, body: change(entry.body) } : entry));
    const reader = await new Dictionary().load(database(damaged).connection, [span, text]);
    expect(reader.content(span).name).toBe('SELECT quote');
    expect(() => reader.text(text)).toThrow(/is damaged/);
  });

  it('keeps no more than it may, but what was just asked for', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => textEntry(`${at}`.repeat(100)));
    const { asked, connection } = database(rows);
    const dictionary = new Dictionary({ mostCached: 3_000 });
    const ids = rows.map(({ id }) => id);
    const first = await dictionary.load(connection, ids.slice(0, 10));
    expect(dictionary.text(ids[0])).toBe('0'.repeat(100));
    await dictionary.load(connection, ids.slice(10));
    expect(() => dictionary.text(ids[0])).toThrow(/is missing/);
    expect(first.text(ids[0])).toBe('0'.repeat(100));
    await dictionary.load(connection, ids.slice(0, 1));
    expect(asked.map(({ length }) => length)).toEqual([10, 10, 1]);
  });

  it('writes an entry again once a day, in the order of ids', async () => {
    let now = day;
    const dictionary = new Dictionary({ now: () => now });
    const { statements, connection } = inserted();
    expect(dictionary.known(span)).toBe(false);
    await dictionary.insertEntries(connection, entries);
    expect(dictionary.known(span)).toBe(false);
    dictionary.remember(entries);
    expect(dictionary.known(span)).toBe(true);
    now += 60_000;
    expect(dictionary.known(span)).toBe(false);
    await dictionary.insertEntries(connection, []);

    expect(statements.map(({ sql }) => sql)).toMatchSnapshot();
    const values = statements.flatMap(({ values: each }) => each);
    const ids = values.filter((_, at) => at % 4 === 0).map((id) => (id as Buffer).toString('hex'));
    expect(ids).toEqual([span, log, text].sort());
    expect(values.filter((_, at) => at % 4 === 2)).toEqual(['2026-11-23', '2026-11-23', '2026-11-23']);
  });
});

describe('ids of entries', () => {
  it('are part of the format: the same for ever', () => {
    expect(entries.map(({ id }) => id)).toEqual(['f61e916147c1af09', '406bf21e36ac96e5', '4a9d6bfcc59f78cd']);
  });
});
