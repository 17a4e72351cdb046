import type { Export } from '../../pipeline/records.ts';

/** What an export says, whatever the encoding that it came in. */
export function withoutIdentities({ spans, logs, points, rejected }: Export) {
  return {
    spans,
    logs: logs.map(({ identity: _, ...log }) => log),
    points: points.map(({ identity: _, ...point }) => point),
    rejected,
  };
}
