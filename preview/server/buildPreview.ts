import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Progress } from '../../scripts/build/Progress.ts';
import { upToDate } from '../../scripts/build/upToDate.ts';
import { grafanaLibraries } from './grafanaLibraries.ts';
import { previewBundle } from './previewBundle.ts';

/**
 * Bundles Grafana's libraries and the host around the plugin, unless the bundle is up to date.
 * @throws Error with esbuild's own words.
 */
export async function buildPreview(root: string, progress: Progress): Promise<void> {
  const artefact = {
    root,
    name: 'preview',
    inputs: ['preview/client/**', 'preview/server/{buildPreview,grafanaLibraries}.ts', 'package-lock.json'],
    outputs: [join(previewBundle, 'main.js')],
  };
  const made = await upToDate(artefact, async () => {
    progress('Building the preview host ...');
    rmSync(join(root, previewBundle), { recursive: true, force: true });
    await bundle(root);
  });
  progress(made ? 'The preview host is built.' : 'The preview host is up to date.');
}

async function bundle(root: string): Promise<void> {
  const uiModules = join(root, 'node_modules', '@grafana', 'ui', 'node_modules');
  await build({
    entryPoints: { main: join(root, 'preview', 'client', 'main.tsx') },
    outdir: join(root, previewBundle),
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'window' },
    loader: { '.svg': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl' },
    // As in Grafana, there is one copy for everyone: styles and the router's context are shared through it.
    alias: {
      '@emotion/css': join(uiModules, '@emotion', 'css'),
    },
    // Loaded when a code editor is opened, which the plugin has none of; it would be half of the bundle.
    external: ['monaco-editor', 'monaco-editor/*'],
    plugins: [grafanaLibraries],
    logLevel: 'silent',
  });
}
