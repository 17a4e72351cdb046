import { join, resolve } from 'node:path';
import { z } from 'zod';
import { logLevels } from '../pipeline/logger.ts';
import { ConfigError } from './ConfigError.ts';
import { parseSize } from './parseSize.ts';
import { readToken } from './readToken.ts';

const size = (byDefault: string) =>
  z
    .string()
    .default(byDefault)
    .transform((text, context) => {
      const bytes = parseSize(text);
      if (!bytes) {
        context.addIssue({ code: 'custom', message: 'must be a size such as 20MiB or 1048576' });
        return z.NEVER;
      }
      return bytes;
    });

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
  INSIGHTS_SPOOL_MAX: size('10GiB'),
  INSIGHTS_SPOOL_SYNC: z.enum(['write', 'strict'], 'must be write or strict').default('write'),
  INSIGHTS_MAX_BODY: size('20MiB'),
  INSIGHTS_MAX_IN_FLIGHT: size('256MiB'),
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
    store: { url: values.INSIGHTS_DB_URL },
    spool: {
      directory: join(directory, 'spool'),
      deadLetterDirectory: join(directory, 'dead-letters'),
      maxBytes: values.INSIGHTS_SPOOL_MAX,
      sync: values.INSIGHTS_SPOOL_SYNC,
    },
    receive: { maxBodyBytes: values.INSIGHTS_MAX_BODY, maxInFlightBytes: values.INSIGHTS_MAX_IN_FLIGHT },
    log: { level: values.INSIGHTS_LOG_LEVEL },
  };
}

function isDatabaseUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^(mysql|mariadb):$/.test(url.protocol) && url.pathname.length > 1;
}
