import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GrafanaProgram } from './findGrafana.ts';
import { loadToken } from './loadToken.ts';
import { spawnPart, type SpawnedPart } from './spawnPart.ts';

export interface GrafanaOptions {
  program: GrafanaProgram;
  /** The repository, with the plugin built into dist/. */
  root: string;
  dataDir: string;
  logFile: string;
  port: number;
  insightsUrl: string;
  token: string;
}

export interface StartedGrafana extends SpawnedPart {
  url: string;
  password: string;
}

/** Grafana names plugins without a signature one by one. */
const unsigned = [
  'maho-insights-app',
  'maho-insights-datasource',
  'maho-insights-errordetail-panel',
  'maho-insights-conversionfunnel-panel',
];
const firstStartMs = 300_000;

/**
 * Starts a Grafana of its own data and configuration, with the plugin and everything in provisioning/.
 * @throws Error with the end of its log when it does not answer
 */
export async function startGrafana(options: GrafanaOptions): Promise<StartedGrafana> {
  const { program, root, dataDir, logFile, port } = options;
  const plugins = join(dataDir, 'plugins');
  await mkdir(plugins, { recursive: true });
  await rm(join(plugins, unsigned[0]), { force: true });
  await symlink(join(root, 'dist'), join(plugins, unsigned[0]), 'dir');
  const password = await loadToken(join(dataDir, 'admin-password'), 8);
  const config = join(dataDir, 'grafana.ini');
  await writeFile(config, ini({ ...options, plugins, password }), { mode: 0o600 });

  const part = await spawnPart({
    name: 'Grafana',
    command: program.command,
    args: [...program.args, '--homepath', program.home, '--config', config],
    cwd: program.home,
    logFile,
    env: {
      ...process.env,
      INSIGHTS_URL: options.insightsUrl,
      INSIGHTS_TOKEN: options.token,
      // Read by the provisioned dashboards' file, which has to find its own folder.
      GF_PATHS_PROVISIONING: join(root, 'provisioning'),
    },
  });
  const url = `http://localhost:${port}`;
  await untilHealthy(url, part);
  return { ...part, url, password };
}

function ini({ dataDir, plugins, port, password }: GrafanaOptions & { plugins: string; password: string }): string {
  return `app_mode = production
[server]
http_addr = 127.0.0.1
http_port = ${port}
[paths]
data = ${join(dataDir, 'data')}
logs = ${join(dataDir, 'data', 'log')}
plugins = ${plugins}
[plugins]
allow_loading_unsigned_plugins = ${unsigned.join(',')}
preinstall_disabled = true
public_key_retrieval_disabled = true
[security]
admin_user = admin
admin_password = ${password}
disable_gravatar = true
[analytics]
reporting_enabled = false
check_for_updates = false
check_for_plugin_updates = false
[news]
news_feed_enabled = false
[log]
mode = console
`;
}

async function untilHealthy(url: string, part: SpawnedPart): Promise<void> {
  const death = part.died.then((reason) => Promise.reject(new Error(`Grafana did not start: ${reason}`)));
  // Grafana may die long after this function is done, and nobody waits for this promise then.
  death.catch(() => {});
  const healthy = async () => {
    for (const deadline = Date.now() + firstStartMs; Date.now() < deadline; await sleep(300)) {
      if (
        await fetch(`${url}/api/health`).then(
          (response) => response.ok,
          () => false
        )
      ) {
        return;
      }
    }
    await part.stop();
    throw new Error(`Grafana did not answer at ${url} within ${firstStartMs / 1_000} s.`);
  };
  await Promise.race([healthy(), death]);
}
