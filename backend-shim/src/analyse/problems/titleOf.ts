import { grouping } from './grouping/current.ts';

/** A message as a headline, as the grouping in use writes it: at most 200 characters, empty where nothing shows. */
export function titleOf(message: string): string {
  return grouping.titleOf(message);
}
