import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'glob';

export interface Artefact {
  root: string;
  /** Names the stamp under node_modules/.cache/insights. */
  name: string;
  /** Glob patterns of all that the artefact is made from, relative to root. */
  inputs: string[];
  /** Files that must exist for the artefact to count as made, relative to root. */
  outputs: string[];
  /** Whatever else changes the result: flags, versions. */
  salt?: string;
}

/**
 * Makes the artefact unless its outputs are there and were made from the same inputs.
 * @returns whether it was made now. Errors of `make` pass through, and leave no stamp behind.
 */
export async function upToDate(artefact: Artefact, make: () => Promise<void>): Promise<boolean> {
  const stamp = join(artefact.root, 'node_modules', '.cache', 'insights', `${artefact.name}.sha256`);
  const hash = hashInputs(artefact);
  const made = artefact.outputs.every((output) => existsSync(join(artefact.root, output)));
  if (made && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    return false;
  }
  rmSync(stamp, { force: true });
  await make();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

function hashInputs({ root, inputs, salt = '' }: Artefact): string {
  const hash = createHash('sha256').update(salt);
  const ignore = ['**/*.test.{ts,tsx}', '**/*_test.go', '**/node_modules/**'];
  for (const file of globSync(inputs, { cwd: root, nodir: true, dot: true, posix: true, ignore }).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
