import { existsSync } from 'node:fs';
import { runCommand } from './runCommand.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Installs Debian's Chromium where there is no browser and this process may; else says what to install. */
export async function provideChromium(cwd: string): Promise<boolean> {
  if (places.some(existsSync)) {
    return true;
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium is installed: installing it (a minute or two) ...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand('apt-get', ['-q', 'update'], { cwd, env, quiet: true });
    await runCommand('apt-get', ['-q', 'install', '-y', '--no-install-recommends', 'chromium'], {
      cwd,
      env,
      quiet: true,
    });
  }
  if (places.some(existsSync)) {
    return true;
  }
  console.log('No Chromium was found. Install it (Debian: "apt-get install chromium") to run the browser tests.');
  return false;
}
