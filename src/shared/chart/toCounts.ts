/** Counts of a field of JSON, which comes parsed or as text. */
export function toCounts(trend: unknown): number[] {
  if (typeof trend !== 'string') {
    return Array.isArray(trend) ? trend : [];
  }
  try {
    return toCounts(JSON.parse(trend));
  } catch {
    return [];
  }
}
