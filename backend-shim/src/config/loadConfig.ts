import { join, resolve } from 'node:path';
import { z } from 'zod';
import { logLevels } from '../pipeline/logger.ts';
import { ConfigError } from './ConfigError.ts';
import { parseDuration } from './parseDuration.ts';
import { parseScrubNames } from './parseScrubNames.ts';
import { parseScrubPatterns } from './parseScrubPatterns.ts';
import { parseSize } from './parseSize.ts';
import { readToken } from './readToken.ts';

const sizeText = z.string().transform((text, context) => {
  const bytes = parseSize(text);
  if (!bytes) {
    context.addIssue({ code: 'custom', message: 'must be a size such as 20MiB or 1048576' });
    return z.NEVER;
  }
  return bytes;
});

const hourMs = 3_600_000;
/** A table may have no more than some thousand partitions. */
const longestMs = 10 * 366 * 24 * hourMs;

const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms === null || ms < hourMs || ms > longestMs) {
    context.addIssue({ code: 'custom', message: 'must be a time such as 30d or 12h, between 1h and 3660d' });
    return z.NEVER;
  }
  return ms;
});

function number(what: string, min: number, max: number) {
  return z.coerce.number(what).min(min, what).max(max, what);
}

/** @param parse - throws an Error with what is wrong as its message */
function list(parse: (text: string) => string[]) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return parse(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
        return z.NEVER;
      }
    })
    .optional();
}

/** Every variable that the shim reads, with its default. */
export const environment = z.object({
  INSIGHTS_HOST: z.string().default('127.0.0.1'),
  INSIGHTS_PORT: z.coerce
    .number('must be a port')
    .int('must be a port')
    .min(0, 'must be a port')
    .max(65_535, 'must be a port')
    .default(4318),
  INSIGHTS_PORT_FILE: z.string().optional(),
  INSIGHTS_TOKEN: z.string().optional(),
  INSIGHTS_TOKEN_FILE: z.string().optional(),
  INSIGHTS_DB_URL: z
    .string('is not set: set it to the database, such as mysql://user:password@127.0.0.1:3306/insights')
    .refine(
      isDatabaseUrl,
      'must look like mysql://user:password@host:3306/database, with ?socketPath=... for a socket'
    ),
  INSIGHTS_DATA_DIR: z.string().default('./.data'),
  INSIGHTS_SPOOL_MAX: sizeText.prefault('10GiB'),
  INSIGHTS_DEAD_LETTERS_MAX: sizeText.prefault('1GiB'),
  INSIGHTS_SPOOL_SYNC: z.enum(['write', 'strict'], 'must be write or strict').default('write'),
  INSIGHTS_MAX_BODY: sizeText.prefault('20MiB'),
  INSIGHTS_MAX_IN_FLIGHT: sizeText.prefault('256MiB'),
  INSIGHTS_RETENTION_TRACES: duration.prefault('30d'),
  INSIGHTS_RETENTION_OCCURRENCES: duration.prefault('90d'),
  INSIGHTS_RETENTION_METRICS: duration.prefault('395d'),
  INSIGHTS_MAX_DISK: sizeText.optional(),
  INSIGHTS_MAX_SERIES: number('must be a whole number of series, 100 or more', 100, 1_000_000)
    .int('must be a whole number of series, 100 or more')
    .default(10_000),
  INSIGHTS_MAX_OCCURRENCES: number('must be a whole number of occurrences, 1 or more', 1, 100_000)
    .int('must be a whole number of occurrences, 1 or more')
    .default(100),
  INSIGHTS_KEEP_PERCENT: number('must be a percentage between 0 and 100', 0, 100).default(100),
  INSIGHTS_SLOW_REQUEST_MS: number('must be a number of milliseconds, 1 or more', 1, 86_400_000).default(2000),
  INSIGHTS_SHOP_DB_URL: z
    .string()
    .refine(isDatabaseUrl, 'must look like mysql://user:password@host:3306/database, with ?socketPath=... for a socket')
    .optional(),
  INSIGHTS_SHOP_DB_PREFIX: z
    .string()
    .regex(/^\w{1,32}$/, 'must be a prefix of table names: letters, digits and underscores')
    .optional(),
  INSIGHTS_SHOP_DB_SERVICE: z.string().max(128, 'must be the name of a service').optional(),
  INSIGHTS_SCRUB_NAMES: list(parseScrubNames),
  INSIGHTS_SCRUB_PATTERNS: list(parseScrubPatterns),
  INSIGHTS_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

/**
 * Reads the environment; nothing else in the shim does. An empty variable is one that is not set.
 *
 * @throws ConfigError
 */
export function loadConfig(variables: NodeJS.ProcessEnv) {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'));
  }
  const values = parsed.data;
  const directory = resolve(values.INSIGHTS_DATA_DIR);
  return {
    http: { host: values.INSIGHTS_HOST, port: values.INSIGHTS_PORT, portFile: values.INSIGHTS_PORT_FILE ?? null },
    query: { token: readToken(values.INSIGHTS_TOKEN, values.INSIGHTS_TOKEN_FILE) },
    store: {
      url: values.INSIGHTS_DB_URL,
      maxSeries: values.INSIGHTS_MAX_SERIES,
      /** Rows of a problem's occurrences within an hour, besides the first and the last. */
      maxOccurrences: values.INSIGHTS_MAX_OCCURRENCES,
    },
    retention: {
      traces: values.INSIGHTS_RETENTION_TRACES,
      occurrences: values.INSIGHTS_RETENTION_OCCURRENCES,
      metrics: values.INSIGHTS_RETENTION_METRICS,
    },
    /** Bytes that the tables may take; null for any number. */
    maxDisk: values.INSIGHTS_MAX_DISK ?? null,
    policy: { keepPercent: values.INSIGHTS_KEEP_PERCENT, slowRequestMs: values.INSIGHTS_SLOW_REQUEST_MS },
    spool: {
      directory: join(directory, 'spool'),
      deadLetterDirectory: join(directory, 'dead-letters'),
      maxDeadLetterBytes: values.INSIGHTS_DEAD_LETTERS_MAX,
      maxBytes: values.INSIGHTS_SPOOL_MAX,
      sync: values.INSIGHTS_SPOOL_SYNC,
    },
    receive: { maxBodyBytes: values.INSIGHTS_MAX_BODY, maxInFlightBytes: values.INSIGHTS_MAX_IN_FLIGHT },
    /** The shop's own database, which is only read; null where it is not told. */
    shop:
      values.INSIGHTS_SHOP_DB_URL === undefined
        ? null
        : {
            url: values.INSIGHTS_SHOP_DB_URL,
            prefix: values.INSIGHTS_SHOP_DB_PREFIX ?? '',
            /** The service whose database it is; null for the only one there is. */
            service: values.INSIGHTS_SHOP_DB_SERVICE ?? null,
          },
    /** What is scrubbed beyond the rules that are always there. */
    scrub: { names: values.INSIGHTS_SCRUB_NAMES ?? [], patterns: values.INSIGHTS_SCRUB_PATTERNS ?? [] },
    log: { level: values.INSIGHTS_LOG_LEVEL },
  };
}

function isDatabaseUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^(mysql|mariadb):$/.test(url.protocol) && url.pathname.length > 1;
}
