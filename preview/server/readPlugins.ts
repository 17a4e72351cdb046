import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'glob';

/** What the preview host uses of a plugin.json. */
export interface PluginManifest {
  id: string;
  name: string;
  type: 'app' | 'datasource' | 'panel';
  info: { logos: { small: string; large: string }; version: string };
  includes?: Array<{ type: string; name: string; path?: string; role?: string; addToNav?: boolean; icon?: string }>;
}

export interface InstalledPlugin {
  manifest: PluginManifest;
  /** Of the built plugin: plugin.json and module.js lie here. */
  folder: string;
}

/**
 * The app and its nested plugins, as built.
 * @throws Error when there is no built plugin.
 */
export function readPlugins(root: string): InstalledPlugin[] {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'module.js'))) {
    throw new Error('The plugin is not built: run "npm run build" first.');
  }
  return globSync('**/plugin.json', { cwd: dist, absolute: true })
    .sort()
    .map((file) => {
      const folder = dirname(file);
      const text = readFileSync(file, 'utf8');
      const manifest = JSON.parse(text.replaceAll('%PLUGIN_ID%', 'maho-insights-app')) as PluginManifest;
      return { manifest, folder };
    });
}
