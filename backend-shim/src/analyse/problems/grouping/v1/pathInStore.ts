import { baseName } from './frameName.ts';

/**
 * A path without what differs from one deployment or node to the next: what follows the last folder called `app`,
 * `vendor`, `lib` or `public`, else the base name.
 */
export function pathInStore(path: string): string {
  const told = path.replaceAll('\\', '/');
  return /^(?:.*\/)?(?:app|vendor|lib|public)\/(.+)$/s.exec(told)?.[1] ?? baseName(told);
}
