import { dateTimeFormat, dateTimeFormatTimeAgo } from '@grafana/data';
import { Icon, Stack, Text, type IconName } from '@grafana/ui';
import React from 'react';
import { usePageState } from '../../shared/page/PageState';
import type { ProblemRow } from '../../../contract/rows';
import { Skeleton } from '../../shared/state/Skeleton';
import { useComparison } from './useComparison';
import { verdictOf, type Verdict } from './verdictOf';

interface Props {
  /** Undefined until they have come. */
  problems?: ProblemRow[];
  moreProblems: boolean;
  /** When any store sent anything last, ms; null when that is not known. */
  lastReceived: number | null;
}

/** The page's answer: is the shop all right? */
export function VerdictLine({ problems, moreProblems, lastReceived }: Props) {
  const { range, timeZone } = usePageState();
  const errors = useComparison('errors');
  const requests = useComparison('requests');
  const duration = useComparison('averageDuration');
  if (errors.error || requests.error || duration.error) {
    return null;
  }
  if (!errors.comparison || !requests.comparison || !duration.comparison || !problems) {
    return <Skeleton label="Loading the verdict" />;
  }
  const sameDay =
    dateTimeFormat(range.from, { timeZone, format: 'L' }) === dateTimeFormat(range.to, { timeZone, format: 'L' });
  const { level, sentence } = verdictOf({
    errors: errors.comparison,
    requests: requests.comparison,
    duration: duration.comparison,
    problems,
    moreProblems,
    from: range.from.valueOf(),
    lastReceived: lastReceived === null ? '' : dateTimeFormatTimeAgo(lastReceived, { timeZone }),
    formatTime: (time) => dateTimeFormat(time, { timeZone, format: sameDay ? 'HH:mm' : 'YYYY-MM-DD HH:mm' }),
  });
  const { icon, color } = looks[level];
  return (
    <Stack gap={1} alignItems="center">
      <Text color={color}>
        <Icon name={icon} size="xl" aria-hidden />
      </Text>
      <Text element="p" variant="h4">
        {sentence}
      </Text>
    </Stack>
  );
}

const looks: Record<Verdict['level'], { icon: IconName; color: 'success' | 'warning' | 'secondary' }> = {
  good: { icon: 'check-circle', color: 'success' },
  bad: { icon: 'exclamation-triangle', color: 'warning' },
  unknown: { icon: 'question-circle', color: 'secondary' },
};
