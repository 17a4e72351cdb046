import type { Figure } from '../../../contract/figures';
import type { LinkParams } from '../../shared/navigation/LinkParams';
import { paths } from '../../shared/navigation/paths';
import type { TrendWords } from '../../shared/figures/judgeTrend';

export interface CardDefinition {
  figure: Figure;
  title: string;
  /** What is counted, where the title does not say. */
  hint?: string;
  words: TrendWords;
  /** A page, or the id of a section of this page, that shows what is counted. */
  target: { path: string; params?: LinkParams } | { section: string };
}

export const sections = { problems: 'recent-problems', requests: 'slowest-requests', orders: 'latest-orders' };

export const cards: CardDefinition[] = [
  {
    figure: 'errors',
    title: 'Errors',
    words: { rise: 'bad', more: 'more', less: 'fewer', counts: true },
    // The figure counts errors of every status.
    target: { path: paths.errors(), params: { status: 'all' } },
  },
  {
    figure: 'averageDuration',
    title: 'Average response time',
    words: { rise: 'bad', more: 'slower', less: 'faster', counts: false },
    target: { section: sections.requests },
  },
  {
    figure: 'orders',
    title: 'Orders',
    words: { rise: 'good', more: 'more', less: 'fewer', counts: true },
    target: { section: sections.orders },
  },
  {
    figure: 'slowQueries',
    title: 'Slow queries',
    hint: 'over 500 ms',
    words: { rise: 'bad', more: 'more', less: 'fewer', counts: true },
    target: { section: sections.requests },
  },
];
