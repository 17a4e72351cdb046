/** Words in the order that PHP's `version_compare` gives them; any other comes before all of them. */
const words = ['dev', 'a', 'b', 'rc', '#', 'p'];
const spelt: Record<string, string> = { alpha: 'a', beta: 'b', c: 'rc', pl: 'p', patch: 'p' };
/** What stands for a number, or the end, beside a word. */
const release = words.indexOf('#');

/**
 * Compares versions as PHP does, whose packages Maho's are: `26.9.0-rc.1` < `26.9.0` < `26.9.0-p1` < `26.10.0`.
 * What follows a plus sign tells nothing.
 *
 * @returns below 0 where the first one is the older one
 */
export function compareVersions(a: string, b: string): number {
  const [parts, others] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(parts.length, others.length); at++) {
    const difference = compareParts(parts[at], others[at]);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function partsOf(version: string): string[] {
  const [told] = version
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .split('+');
  return told.match(/\d+|[^\d._\s-]+/g) ?? [];
}

function compareParts(a: string | undefined, b: string | undefined): number {
  const [isNumber, isOtherNumber] = [a, b].map((part) => part !== undefined && /^\d/.test(part));
  if (isNumber && isOtherNumber) {
    return Number(a) - Number(b);
  }
  // A version that goes on with a number is a later one: 26.9 < 26.9.1.
  if (a === undefined || b === undefined) {
    return isNumber ? 1 : isOtherNumber ? -1 : rankOf(a) - rankOf(b);
  }
  return rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rankOf(part: string | undefined): number {
  return part === undefined || /^\d/.test(part) ? release : words.indexOf(spelt[part] ?? part);
}
