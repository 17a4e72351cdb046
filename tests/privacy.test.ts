import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { decode } from '../backend-shim/src/decode/decode.ts';
import type { AttributeValue, Body, Export } from '../backend-shim/src/pipeline/records.ts';
import type { CapturedExport } from '../scripts/lib/readCapture.ts';
import { dumpDatabase } from './support/dumpDatabase.ts';
import { Lab, exportsOf } from './support/Lab.ts';
import { carriers, plantSecret } from './support/plantSecret.ts';
import { ownRules, plantedSecrets } from './support/plantedSecrets.ts';
import { captureSets, excerpts, skipWithoutCaptures, type RecordedSet } from './support/recordedSets.ts';

const email = /[\w.+-]+@[\w-]+\.[\w.-]*\w/g;
const secretParameter = /[?&](?:token|key|secret|password|code)=([^&"'\s]{4,})/gi;
const now = Date.now() - 600_000;
const sqlString = /'((?:[^'\\]|\\.|'')*)'/g;

describe.each(['json', 'protobuf'] as const)(
  'secrets of every kind, planted in a failure that comes as %s',
  (encoding) => {
    let lab: Lab;
    let dump: string;
    beforeAll(async () => {
      lab = await Lab.open({ env: ownRules });
      await withConnection(lab.database.url, (connection) => connection.query(refuseCursed));
      const exports = plantedSecrets.flatMap(({ text }, at) => plantSecret(text, encoding, now + at * 1_000));
      await lab.send(exports.slice(0, 6));
      const [refused] = plantSecret(`${plantedSecrets[0].text}!`, encoding, now);
      await lab.send([{ ...refused, body: cursed(refused.body) }]);
      await lab.send(exports.slice(6));
      await lab.client.settled();
      dump = await dumpDatabase(lab.database.url);
    });
    afterAll(() => lab?.close());

    it('came everywhere', () => {
      expect(carriers.filter((carrier) => !dump.includes(carrier))).toEqual([]);
      // Each kind was stored, in as many places as any other.
      const failures = plantedSecrets.map(
        (_, at) => dump.split(new Date(now + at * 1_000).toISOString().slice(0, 19)).length
      );
      expect(failures.filter((count) => count < 2)).toEqual([]);
    });

    it.each(plantedSecrets.map((planted) => [planted.kind, planted] as const))(
      '%s: not in the database',
      (_kind, { secrets }) => {
        const forms = secrets.flatMap((secret) => [
          secret,
          encodeURIComponent(secret),
          JSON.stringify(secret).slice(1, -1),
        ]);
        expect(forms.flatMap((form) => placesOf(form, dump))).toEqual([]);
      }
    );

    it('leaves the same placeholder for each kind, whatever the secret was', () => {
      const told = ['[email]', '[token]', '[card]', '[ip]', '[iban]', '[cookie]', '[key]'];
      expect(told.filter((placeholder) => !dump.includes(placeholder))).toEqual([]);
    });

    it('are neither in the log of the receiver nor in the reason of a dead letter, whose body only the owner can read', async () => {
      const folder = join(lab.dataDir, 'dead-letters');
      const files = await readdir(folder);
      expect(files).toHaveLength(2);
      const [body, reason] = ['.body', '.json'].map((end) =>
        join(
          folder,
          files.find((file) => file.endsWith(end))!
        )
      );
      const told = (await readFile(reason, 'utf8')) + lab.printed;
      expect(plantedSecrets.flatMap(({ secrets }) => secrets.flatMap((secret) => placesOf(secret, told)))).toEqual([]);
      // The body itself is as it was sent: that is what docs/privacy.md says of it.
      expect(await readFile(body, 'latin1')).toContain(plantedSecrets[0].secrets[0]);
      const segments = (await readdir(join(lab.dataDir, 'spool'))).filter((file) => file.endsWith('.segment'));
      const kept = [body, reason, ...segments.map((file) => join(lab.dataDir, 'spool', file))];
      expect(await Promise.all(kept.map(async (file) => (await stat(file)).mode & 0o777))).toEqual(
        kept.map(() => 0o600)
      );
      const folders = [folder, join(lab.dataDir, 'spool')];
      expect(await Promise.all(folders.map(async (file) => (await stat(file)).mode & 0o777))).toEqual([0o700, 0o700]);
    });
  }
);

describe.each([...excerpts, ...captureSets].map((set) => [set.name, set] as const))('%s', (_name, set: RecordedSet) => {
  let lab: Lab;
  let exports: Export[];
  beforeAll(async () => {
    lab = await Lab.open();
    const captured = await exportsOf(set.file);
    exports = captured.map((item) => decode(bodyOf(item)));
    await lab.send(captured);
    await lab.client.settled();
  });
  afterAll(() => lab?.close());

  it('leaves no e-mail address, token or SQL literal in the database', async () => {
    const secrets = secretsOf(exports);
    expect(secrets.length).toBeGreaterThan(5);
    const dump = await dumpDatabase(lab.database.url);
    // Compressed records were unpacked and hold statements, as shapes.
    expect(dump).toMatch(/SELECT .+ FROM .+ = \?/);
    expect(secrets.filter((secret) => dump.includes(secret))).toEqual([]);
  });
});

skipWithoutCaptures('nothing private of the whole recorded captures is stored');

/** A store of that name is refused by the database: what comes of it becomes a dead letter. */
const refuseCursed = `CREATE TRIGGER refuse BEFORE INSERT ON maho_insights_sources FOR EACH ROW
  IF NEW.service = 'hops' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no such luck'; END IF`;

/** The same of another store, whose name is as long. */
function cursed(body: Buffer): Buffer {
  return Buffer.from(body.toString('latin1').replaceAll(/shop(?=["\x12\x0a])/g, 'hops'), 'latin1');
}

async function withConnection<T>(url: string, use: (connection: mysql.Connection) => Promise<T>): Promise<T> {
  const connection = await mysql.createConnection(url);
  try {
    return await use(connection);
  } finally {
    await connection.end();
  }
}

/** What stands around each place where a text is found: a failing test says where it came from. */
function placesOf(text: string, within: string): string[] {
  const places: string[] = [];
  for (let at = within.indexOf(text); at >= 0 && places.length < 5; at = within.indexOf(text, at + 1)) {
    places.push(within.slice(Math.max(0, at - 120), at + text.length + 20));
  }
  return places;
}

function bodyOf(item: CapturedExport): Body {
  return {
    signal: item.path.slice('/v1/'.length) as Body['signal'],
    encoding: item.contentType.includes('json') ? 'json' : 'protobuf',
    receivedAt: item.at,
    bytes: item.body,
  };
}

/**
 * E-mail addresses, values of secret URL parameters and string literals of SQL statements, less what the shop itself
 * also says where it is no secret: names of spans, tables, columns, classes, templates, paths, and business events.
 */
function secretsOf(exports: Export[]): string[] {
  const secrets = new Set<string>();
  const open: string[] = [];
  for (const { spans, logs } of exports) {
    for (const span of spans) {
      open.push(span.name);
      const texts = [span.statusMessage];
      for (const [key, value] of Object.entries(span.attributes)) {
        if (key === 'db.query.text') {
          for (const [, literal] of String(value).matchAll(sqlString)) {
            secrets.add(literal);
          }
          open.push(String(value).replaceAll(sqlString, '?'));
          texts.push(String(value));
        } else {
          (key.startsWith('exception.') ? texts : open).push(textOf(value));
        }
      }
      for (const event of span.events) {
        for (const [key, value] of Object.entries(event.attributes)) {
          (key.startsWith('exception.') ? texts : open).push(textOf(value));
        }
      }
      texts.forEach((text) => addSecrets(text, secrets));
    }
    logs.forEach((log) => addSecrets(log.body, secrets));
  }
  const known = open.join('\n');
  // Short literals and bare numbers or dates stand everywhere by chance.
  return [...secrets].filter(
    (secret) => secret.length >= 6 && !/^[\d\s.:+-]*$/.test(secret) && !known.includes(secret)
  );
}

function addSecrets(text: string, secrets: Set<string>): void {
  for (const [address] of text.matchAll(email)) {
    secrets.add(address);
  }
  for (const [, value] of text.matchAll(secretParameter)) {
    secrets.add(value);
  }
}

function textOf(value: AttributeValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
