import { zstdDecompressSync } from 'node:zlib';
import mysql from 'mysql2/promise';
import { decode } from '../backend-shim/src/decode/decode.ts';
import type { AttributeValue, Body, Export } from '../backend-shim/src/pipeline/records.ts';
import type { CapturedExport } from '../scripts/lib/readCapture.ts';
import { Lab, exportsOf } from './support/Lab.ts';
import { captureSets, excerpts, skipWithoutCaptures, type RecordedSet } from './support/recordedSets.ts';

const email = /[\w.+-]+@[\w-]+\.[\w.-]*\w/g;
const secretParameter = /[?&](?:token|key|secret|password|code)=([^&"'\s]{4,})/gi;
const sqlString = /'((?:[^'\\]|\\.|'')*)'/g;

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
    const dump = await dumpOf(lab.database.url);
    // Compressed records were unpacked and hold statements, as shapes.
    expect(dump).toMatch(/SELECT .+ FROM .+ = \?/);
    expect(secrets.filter((secret) => dump.includes(secret))).toEqual([]);
  });
});

skipWithoutCaptures('nothing private of the whole recorded captures is stored');

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
  return [...secrets].filter((secret) => secret.length >= 6 && !/^[\d\s.:+-]*$/.test(secret) && !known.includes(secret));
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

/** Every column of every row as text, compressed bodies unpacked. */
async function dumpOf(url: string): Promise<string> {
  const connection = await mysql.createConnection({ uri: url, timezone: 'Z' });
  const [tables] = await connection.query<mysql.RowDataPacket[]>({ sql: 'SHOW TABLES', rowsAsArray: true });
  const texts: string[] = [];
  for (const [table] of tables as unknown as string[][]) {
    const [rows] = await connection.query<mysql.RowDataPacket[]>(`SELECT * FROM ${table}`);
    for (const row of rows) {
      for (const value of Object.values(row)) {
        texts.push(Buffer.isBuffer(value) ? unpack(value) : typeof value === 'string' ? value : JSON.stringify(value));
      }
    }
  }
  await connection.end();
  return texts.join('\n');
}

function unpack(value: Buffer): string {
  const isZstd = value.length > 4 && value.readUInt32LE(0) === 0xfd2fb528;
  return isZstd ? zstdDecompressSync(value).toString('utf8') : value.toString('latin1');
}
