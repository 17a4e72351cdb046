/** What decides about a row: ids are hashes, so that a choice by them is one by chance, the same in any order. */
interface Sampled {
  id: string;
  /** In any unit. */
  time: number;
}

/**
 * Of many the first, the last, and `most` in between chosen by their ids. What is told of a part of them, told of
 * with the rest again, is what is told of all at once: so rows can be chosen as they come.
 */
export function sampleOf<T extends Sampled>(all: T[], most: number): T[] {
  if (all.length <= most) {
    return all;
  }
  const chosen = new Set(all.toSorted(byId).slice(0, most));
  chosen.add(all.reduce((a, b) => (isBefore(b, a) ? b : a)));
  chosen.add(all.reduce((a, b) => (isBefore(a, b) ? b : a)));
  return [...chosen];
}

function byId(a: Sampled, b: Sampled): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function isBefore(a: Sampled, b: Sampled): boolean {
  return a.time < b.time || (a.time === b.time && a.id < b.id);
}
