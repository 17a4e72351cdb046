import type { Comparison } from '../../shared/figures/Comparison';
import { isSample } from '../../shared/figures/coverageOf';
import { formatShare, judgeTrend } from '../../shared/figures/judgeTrend';
import type { ProblemRow } from '../../../contract/rows';
import { formatCount } from '../../shared/text/formatCount';
import { plural } from '../../shared/text/plural';
import { withoutTimeBefore } from './withoutTimeBefore';

export interface Verdict {
  level: 'good' | 'bad' | 'unknown';
  sentence: string;
}

export interface VerdictFacts {
  errors: Comparison;
  requests: Comparison;
  duration: Comparison;
  /** Open problems seen in the range. */
  problems: ProblemRow[];
  /** There are more open problems than were asked for. */
  moreProblems: boolean;
  /** Start of the range, ms. */
  from: number;
  formatTime: (time: number) => string;
  /** How long ago any store sent anything, in words; empty when that is not known. */
  lastReceived: string;
}

/** A shop is called slower from this change of its average response time on. */
const slower = 0.2;

/** Whether the shop is all right, in one sentence that says no more than the figures do. */
export function verdictOf(facts: VerdictFacts): Verdict {
  const { errors, requests } = facts;
  if (errors.value === null && requests.value === null) {
    return { level: 'unknown', sentence: 'Nothing is known of this time range.' };
  }
  const slowness = slownessOf(facts);
  if (!errors.value) {
    if (!requests.value) {
      const last = facts.lastReceived && ` The last data came ${facts.lastReceived}.`;
      return { level: 'unknown', sentence: `No request was received in this time range.${last}` };
    }
    const known = isSample(errors.coverage) ? 'no errors in the sampled requests' : 'no errors in this time range';
    return slowness
      ? { level: 'bad', sentence: `No errors, but ${slowness}.` }
      : { level: 'good', sentence: `All quiet: ${known}.` };
  }
  const counted = `${isSample(errors.coverage) ? 'About ' : ''}${plural(errors.value, 'error')}`;
  const ofErrors = [counted, trendOf(facts)].filter(Boolean).join(', ');
  const clauses = [ofErrors, openProblems(facts), slowness].filter(Boolean);
  return { level: 'bad', sentence: `${clauses.join('; ')}.` };
}

function openProblems({ problems, moreProblems, from, formatTime }: VerdictFacts): string {
  if (problems.length === 0) {
    return 'no problem open';
  }
  const open = moreProblems
    ? `more than ${formatCount(problems.length)} problems open`
    : `${plural(problems.length, 'problem')} open`;
  const fresh = problems.filter(({ firstSeen }) => firstSeen >= from);
  if (fresh.length === 0) {
    return open;
  }
  const since = formatTime(Math.min(...fresh.map(({ firstSeen }) => firstSeen)));
  return `${open}, ${formatCount(fresh.length)} of them new since ${since}`;
}

function trendOf({ errors, requests }: VerdictFacts): string {
  const comparable = withoutTimeBefore(errors, requests);
  const words = { rise: 'bad', more: 'more', less: 'fewer', counts: true } as const;
  const trend = judgeTrend(comparable, words);
  if (trend.verdict === 'unknown') {
    return '';
  }
  if (trend.verdict === 'same') {
    return 'as many as in the time before';
  }
  return comparable.previous === 0 ? 'none in the time before' : trend.text.replace(/before$/, 'in the time before');
}

function slownessOf({ duration, requests }: VerdictFacts): string {
  const { change } = withoutTimeBefore(duration, requests);
  return change !== null && change >= slower
    ? `responses take ${formatShare(change)} longer than in the time before`
    : '';
}
