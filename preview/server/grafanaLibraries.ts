import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const sources = /[\\/]node_modules[\\/]@grafana[\\/].+\.mjs$/;
const mark = '?as-js';

/**
 * Bundles Grafana's libraries as Grafana's own build does from their sources.
 *
 * - Their files end in `.mjs`, for which bundlers take `import x from` a CommonJS package by Node's rule: the whole
 *   exports in place of `exports.default`, which breaks its tables. Under another name they go by the common rule.
 * - The packages have no fonts: the style sheet must not ask for them.
 */
export const grafanaLibraries: Plugin = {
  name: 'grafana-libraries',
  setup(build) {
    build.onResolve({ filter: /^@grafana\/|\.mjs$/ }, async ({ path, pluginData, resolveDir, kind }) => {
      if (pluginData === mark) {
        return undefined;
      }
      const found = await build.resolve(path, { resolveDir, kind, pluginData: mark });
      return sources.test(found.path) ? { path: found.path.replace(/\.mjs$/, '.js'), pluginData: mark } : found;
    });
    build.onLoad({ filter: /[\\/]@grafana[\\/].+\.js$/ }, async ({ path, pluginData }) => {
      if (pluginData !== mark) {
        return undefined;
      }
      if (path.endsWith(join('GlobalStyles', 'fonts.js'))) {
        return { contents: 'export const getFontStyles = () => ({});' };
      }
      return { contents: await readFile(path.replace(/\.js$/, '.mjs'), 'utf8'), loader: 'js' };
    });
  },
};
