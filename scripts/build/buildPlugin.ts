import { join } from 'node:path';
import type { Progress } from './Progress.ts';
import { runCommand } from './runCommand.ts';
import { upToDate } from './upToDate.ts';

const inputs = [
  'src/**',
  'contract/**',
  '.config/**',
  'webpack.config.ts',
  'package-lock.json',
  'package.json',
  'LICENSE',
  'CHANGELOG.md',
];
const outputs = ['dist/module.js', 'dist/plugin.json', 'dist/datasource/module.js'];

/**
 * Builds the app and its nested plugins into dist/, unless they are up to date.
 * @throws Error with webpack's own words.
 */
export async function buildPlugin(root: string, progress: Progress): Promise<void> {
  const made = await upToDate({ root, name: 'plugin', inputs, outputs }, async () => {
    progress('Building the plugin ...');
    const webpack = join(root, 'node_modules', 'webpack-cli', 'bin', 'cli.js');
    // Node strips the types of the configuration itself; webpack's own ts-node would refuse the tsconfig.
    const args = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', webpack, '--disable-interpret'];
    const { code, output } = await runCommand(
      process.execPath,
      [...args, '-c', join(root, 'webpack.config.ts'), '--env', 'production', '--stats', 'errors-warnings'],
      { cwd: root, env: process.env }
    );
    if (code !== 0) {
      throw new Error(`The plugin could not be built:\n${output.trim()}`);
    }
  });
  progress(made ? 'The plugin is built.' : 'The plugin is up to date.');
}
