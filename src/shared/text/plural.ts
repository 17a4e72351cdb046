import { formatCount } from './formatCount';

/** `plural(1, 'error')` is "1 error", `plural(2, 'query', 'queries')` is "2 queries". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
