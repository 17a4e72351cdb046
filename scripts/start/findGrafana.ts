import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface GrafanaProgram {
  /** `grafana`, or `grafana-server` of packages that have it alone. */
  command: string;
  /** What comes before the options. */
  args: string[];
  /** The folder with `conf/defaults.ini` and `public`. */
  home: string;
}

/** Where packages put Grafana's files when the program is elsewhere on PATH. */
const packagedHomes = ['/usr/share/grafana', '/opt/homebrew/share/grafana', '/usr/local/share/grafana'];

/** The installed Grafana: in `GRAFANA_HOME`, else on PATH; null when there is none. */
export function findGrafana(env: NodeJS.ProcessEnv): GrafanaProgram | null {
  const folders = env.GRAFANA_HOME
    ? [join(env.GRAFANA_HOME, 'bin'), env.GRAFANA_HOME]
    : (env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const folder of folders) {
    for (const name of ['grafana', 'grafana-server']) {
      const command = join(folder, name);
      const home = existsSync(command) && findHome(command, env.GRAFANA_HOME);
      if (home) {
        return { command, args: name === 'grafana' ? ['server'] : [], home };
      }
    }
  }
  return null;
}

function findHome(command: string, given: string | undefined): string | undefined {
  const candidates = given ? [given] : [dirname(dirname(realpathSync(command))), ...packagedHomes];
  return candidates.find((home) => existsSync(join(home, 'conf', 'defaults.ini')));
}
