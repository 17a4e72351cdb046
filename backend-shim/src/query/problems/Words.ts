/** The words of a search, each of which has to stand somewhere. */
export interface Words {
  /** For LIKE, with `!` as its escape character. */
  patterns: string[];
}

/** Each is compared with every occurrence that is searched. */
const maxWords = 20;

export function wordsOf(search: string): Words {
  const words = search.split(/\s+/).filter((word) => word !== '');
  return { patterns: words.slice(0, maxWords).map((word) => `%${escapeLike(word)}%`) };
}

/** Upper and lower case alike, though the columns themselves tell them apart. No word spans two columns. */
export function holds(columns: string): string {
  return `CONCAT_WS(' ', ${columns}) COLLATE utf8mb4_unicode_ci LIKE ? ESCAPE '!'`;
}

export function escapeLike(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}
