import type { FrameMeta } from '../../../../contract/frames.ts';
import { otherSeries } from '../../pipeline/rollups.ts';

type Notice = NonNullable<FrameMeta['notices']>[number];

/** Told beside figures of which a part is counted together. */
export const foldedNotice: Notice = {
  severity: 'info',
  text:
    `A store told of more different routes, methods, versions or problems in a minute than are counted apart: the rest ` +
    `is counted as "${otherSeries}". INSIGHTS_MAX_SERIES says how many are counted apart.`,
};
