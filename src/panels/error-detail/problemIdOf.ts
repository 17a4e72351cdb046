import type { DataFrame } from '@grafana/data';

const problemId = /^[0-9a-f]{32}$/;

/** The problem that the option names, else the `id` of the data's first row; null for neither. */
export function problemIdOf(option: string, series: DataFrame[]): string | null {
  const named = option.trim().toLowerCase();
  if (named) {
    return problemId.test(named) ? named : null;
  }
  const ids = series.flatMap((frame) =>
    frame.fields.filter(({ name }) => name === 'id').map(({ values }) => values[0])
  );
  return ids.find((id) => typeof id === 'string' && problemId.test(id)) ?? null;
}
