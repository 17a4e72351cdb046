import type { Grouping } from './Grouping.ts';
import { groupingV1 } from './v1/groupingV1.ts';

/** The grouping in use. Switching to another version gives failures that come from then on other problems. */
export const grouping: Grouping = groupingV1;
