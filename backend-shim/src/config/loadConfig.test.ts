import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ConfigError } from './ConfigError.ts';
import { loadConfig } from './loadConfig.ts';
import { parseDuration } from './parseDuration.ts';
import { parseSize } from './parseSize.ts';

const least = { INSIGHTS_DB_URL: 'mysql://user:secret@127.0.0.1:3306/insights', INSIGHTS_TOKEN: 'token' };

const day = 86_400_000;

describe('configuration', () => {
  it('has defaults for all but the database and the token', () => {
    expect(loadConfig(least)).toEqual({
      http: { host: '127.0.0.1', port: 4318, portFile: null },
      query: { token: 'token' },
      store: { url: least.INSIGHTS_DB_URL, maxSeries: 10_000, maxOccurrences: 100 },
      retention: { traces: 30 * day, occurrences: 90 * day, metrics: 395 * day },
      maxDisk: null,
      policy: { keepPercent: 100, slowRequestMs: 2000 },
      spool: {
        directory: resolve('.data/spool'),
        deadLetterDirectory: resolve('.data/dead-letters'),
        maxDeadLetterBytes: 2 ** 30,
        maxBytes: 10 * 2 ** 30,
        sync: 'write',
      },
      receive: { maxBodyBytes: 20 * 2 ** 20, maxInFlightBytes: 256 * 2 ** 20 },
      shop: null,
      scrub: { names: [], patterns: [] },
      log: { level: 'info' },
    });
  });

  it('takes what is set, and an empty variable for one that is not', () => {
    const config = loadConfig({
      ...least,
      INSIGHTS_HOST: '',
      INSIGHTS_PORT: '0',
      INSIGHTS_PORT_FILE: '/run/port',
      INSIGHTS_DATA_DIR: '/data',
      INSIGHTS_SPOOL_MAX: '1GiB',
      INSIGHTS_SPOOL_SYNC: 'strict',
      INSIGHTS_MAX_BODY: '4096',
      INSIGHTS_LOG_LEVEL: 'debug',
      INSIGHTS_RETENTION_TRACES: '36h',
      INSIGHTS_RETENTION_METRICS: '2w',
      INSIGHTS_MAX_DISK: '20GB',
      INSIGHTS_MAX_SERIES: '500',
      INSIGHTS_MAX_OCCURRENCES: '7',
      INSIGHTS_KEEP_PERCENT: '12.5',
      INSIGHTS_SLOW_REQUEST_MS: '800',
      INSIGHTS_SHOP_DB_URL: 'mysql://reader@shop/maho',
      INSIGHTS_SHOP_DB_PREFIX: 'm_',
      INSIGHTS_SHOP_DB_SERVICE: 'roastery',
      INSIGHTS_SCRUB_NAMES: 'vat_id, birthday,',
      INSIGHTS_SCRUB_PATTERNS: ' \\bKD-\\d{6}\\b\n(?i)acct\\x20[0-9]+ ',
    });
    expect(config).toMatchObject({
      http: { host: '127.0.0.1', port: 0, portFile: '/run/port' },
      spool: { directory: '/data/spool', deadLetterDirectory: '/data/dead-letters', maxBytes: 2 ** 30, sync: 'strict' },
      receive: { maxBodyBytes: 4096 },
      log: { level: 'debug' },
      store: { maxSeries: 500, maxOccurrences: 7 },
      retention: { traces: 1.5 * day, occurrences: 90 * day, metrics: 14 * day },
      maxDisk: 20e9,
      policy: { keepPercent: 12.5, slowRequestMs: 800 },
      shop: { url: 'mysql://reader@shop/maho', prefix: 'm_', service: 'roastery' },
      scrub: { names: ['vat_id', 'birthday'], patterns: ['\\bKD-\\d{6}\\b', '(?i)acct\\x20[0-9]+'] },
    });
  });

  it.each([
    ['INSIGHTS_DB_URL', undefined, 'is not set'],
    ['INSIGHTS_DB_URL', 'postgres://host/db', 'must look like mysql://'],
    ['INSIGHTS_DB_URL', 'mysql://host', 'must look like mysql://'],
    ['INSIGHTS_DB_URL', 'host:3306', 'must look like mysql://'],
    ['INSIGHTS_PORT', 'http', 'must be a port'],
    ['INSIGHTS_PORT', '70000', 'must be a port'],
    ['INSIGHTS_SPOOL_MAX', 'much', 'must be a size'],
    ['INSIGHTS_MAX_BODY', '0', 'must be a size'],
    ['INSIGHTS_SPOOL_SYNC', 'never', 'must be write or strict'],
    ['INSIGHTS_LOG_LEVEL', 'loud', 'must be one of'],
    ['INSIGHTS_TOKEN', undefined, 'INSIGHTS_TOKEN_FILE'],
    ['INSIGHTS_RETENTION_TRACES', '30', 'must be a time such as 30d'],
    ['INSIGHTS_RETENTION_TRACES', '30m', 'between 1h'],
    ['INSIGHTS_RETENTION_OCCURRENCES', 'forever', 'must be a time such as 30d'],
    ['INSIGHTS_RETENTION_METRICS', '0d', 'must be a time such as 30d'],
    ['INSIGHTS_RETENTION_METRICS', '20000d', 'and 3660d'],
    ['INSIGHTS_MAX_DISK', 'all', 'must be a size'],
    ['INSIGHTS_MAX_DISK', '0', 'must be a size'],
    ['INSIGHTS_MAX_SERIES', '1.5', 'must be a whole number of series'],
    ['INSIGHTS_MAX_SERIES', '0', 'must be a whole number of series'],
    ['INSIGHTS_MAX_OCCURRENCES', '0', 'must be a whole number of occurrences'],
    ['INSIGHTS_MAX_OCCURRENCES', '2.5', 'must be a whole number of occurrences'],
    ['INSIGHTS_SCRUB_NAMES', 'vat id', 'holds "vat id"'],
    ['INSIGHTS_SCRUB_NAMES', 'a'.repeat(65), 'a name begins with a letter'],
    ['INSIGHTS_SCRUB_PATTERNS', '(', 'which RE2 cannot read'],
    ['INSIGHTS_SCRUB_PATTERNS', '(?=a)b', 'which RE2 cannot read'],
    ['INSIGHTS_SCRUB_PATTERNS', '(a)\\1', 'which RE2 cannot read'],
    ['INSIGHTS_SCRUB_PATTERNS', 'a*', 'matches where there is nothing'],
    ['INSIGHTS_SCRUB_PATTERNS', '(?:[a-z]{1,500}x[0-9]{1,500}y){1,2}', 'repetitions are too many'],
    ['INSIGHTS_SCRUB_PATTERNS', `a${'b'.repeat(500)}`, 'a pattern of 501 characters'],
    ['INSIGHTS_SCRUB_PATTERNS', 'a '.repeat(21), 'holds 21 patterns'],
    ['INSIGHTS_KEEP_PERCENT', '101', 'must be a percentage'],
    ['INSIGHTS_KEEP_PERCENT', '-1', 'must be a percentage'],
    ['INSIGHTS_KEEP_PERCENT', 'some', 'must be a percentage'],
    ['INSIGHTS_SLOW_REQUEST_MS', '0', 'must be a number of milliseconds'],
    ['INSIGHTS_SHOP_DB_URL', 'shop:3306', 'must look like mysql://'],
    ['INSIGHTS_SHOP_DB_PREFIX', 'm`_', 'must be a prefix of table names'],
  ])('names the variable that is wrong: %s=%s', (name, value, sentence) => {
    const load = () => loadConfig({ ...least, [name]: value });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(name);
    expect(load).toThrow(sentence);
  });

  it('tells all that is wrong at once, and no secret', () => {
    const load = () => loadConfig({ INSIGHTS_DB_URL: 'mysql://user:secret@host', INSIGHTS_PORT: 'x' });
    expect(load).toThrow(/INSIGHTS_PORT.*\n.*INSIGHTS_DB_URL/);
    expect(load).not.toThrow(/secret/);
  });

  it('makes a token that its owner alone can read, and finds it again', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'insights-config-')), 'deep', 'token');
    const variables = { ...least, INSIGHTS_TOKEN: undefined, INSIGHTS_TOKEN_FILE: file };
    const { token } = loadConfig(variables).query;
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(file, 'utf8').trim()).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadConfig(variables).query.token).toBe(token);
  });

  it('refuses a token file that is empty or no file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'insights-config-'));
    const file = join(directory, 'token');
    writeFileSync(file, '\n');
    for (const path of [file, directory]) {
      expect(() => loadConfig({ ...least, INSIGHTS_TOKEN: '', INSIGHTS_TOKEN_FILE: path })).toThrow(
        /INSIGHTS_TOKEN_FILE/
      );
    }
  });
});

describe('a size', () => {
  it.each([
    ['1048576', 1_048_576],
    ['20MiB', 20_971_520],
    ['1.5 GB', 1_500_000_000],
    ['64kib', 65_536],
    ['10B', 10],
  ])('%s is %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['', '-1', '1TB', '1 2', 'MiB', '0x10'])('is not "%s"', (text) => {
    expect(parseSize(text)).toBeNull();
  });
});

describe('a duration', () => {
  it.each([
    ['30d', 30 * day],
    ['12h', day / 2],
    ['90m', 5_400_000],
    ['2w', 14 * day],
    ['1.5 D', 1.5 * day],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '30', '-1d', 'd', '1y', '1 2d', '1d 2h', '0x1d'])('is not "%s"', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
