import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Database, spool, token, logs: all that a start keeps. */
  dataDir: string;
  /** The database to use; null for a private one. */
  dbUrl: string | null;
  demo: boolean;
  /** Requests a minute of the demo store. */
  demoRate: string;
  demoSampling: string;
  /** Of the shim: where stores send to. */
  host: string;
  port: number;
  /** Of the pages: Grafana or the preview host. */
  pagePort: number;
  grafana: boolean;
}

export const startUsage = `Starts Insights: database, receiver, pages and a demo store.

npm start -- [--no-demo] [--no-grafana]

  --no-demo      no demo store (INSIGHTS_DEMO=off)
  --no-grafana   the preview host even where Grafana is installed (INSIGHTS_GRAFANA=off)

  INSIGHTS_PORT           where stores send to (4318)
  INSIGHTS_PREVIEW_PORT   where the pages are (3000)
  INSIGHTS_DB_URL         a MySQL or MariaDB to use in place of a private one
  INSIGHTS_HOME           folder for all that is kept (.data)
  GRAFANA_HOME            an unpacked Grafana, 12.3 or newer
  INSIGHTS_DEMO_RATE      the demo store's requests a minute (20)
  INSIGHTS_DEMO_SAMPLING  share of its requests that send traces (1)`;

/** @throws Error with a sentence that says what to correct */
export function readStartOptions(args: string[], env: NodeJS.ProcessEnv, root: string): StartOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      'no-demo': { type: 'boolean', default: false },
      'no-grafana': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return 'help';
  }
  return {
    dataDir: resolve(root, env.INSIGHTS_HOME || '.data'),
    dbUrl: env.INSIGHTS_DB_URL || null,
    demo: !values['no-demo'] && !isOff(env.INSIGHTS_DEMO),
    demoRate: env.INSIGHTS_DEMO_RATE || '20',
    demoSampling: env.INSIGHTS_DEMO_SAMPLING || '1',
    host: env.INSIGHTS_HOST || '127.0.0.1',
    port: readPort(env, 'INSIGHTS_PORT', 4318),
    pagePort: readPort(env, 'INSIGHTS_PREVIEW_PORT', 3000),
    grafana: !values['no-grafana'] && !isOff(env.INSIGHTS_GRAFANA),
  };
}

function isOff(value: string | undefined): boolean {
  return /^(off|false|no|0)$/i.test(value ?? '');
}

function readPort(env: NodeJS.ProcessEnv, name: string, byDefault: number): number {
  const port = Number(env[name] || byDefault);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${name} is "${env[name]}", but a port is a number from 1 to 65535.`);
  }
  return port;
}
