/** How finely roll-ups are kept; each is made of the one before. */
export const levels = ['minute', 'hour', 'day'] as const;
export type Level = (typeof levels)[number];

/** ms */
export const lengthOf: Record<Level, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

export const coarser: Record<Level, Level | null> = { minute: 'hour', hour: 'day', day: null };

/** Begin of the level's bucket (of days, UTC's) in which a time is; both ms since 1970. */
export function bucketAt(level: Level, time: number): number {
  return Math.floor(time / lengthOf[level]) * lengthOf[level];
}
