import { dateTimeFormatTimeAgo } from '@grafana/data';
import { Badge } from '@grafana/ui';
import React, { useContext } from 'react';
import type { ProblemRow } from '../../../contract/rows';
import { plural } from '../text/plural';
import { TimeZoneContext } from '../text/TimeZoneContext';

interface Props {
  problem: Pick<ProblemRow, 'status' | 'firstSeen' | 'regressedAt' | 'merged'>;
  /** A problem first seen since this time (ms) is new; none is where it is absent. */
  newSince?: number;
}

/** What is remarkable about a problem, most urgent first. */
export function ProblemMarks({ problem: { status, firstSeen, regressedAt, merged }, newSince = Infinity }: Props) {
  const timeZone = useContext(TimeZoneContext);
  const ago = (time: number) => dateTimeFormatTimeAgo(time, { timeZone });
  return (
    <>
      {regressedAt && status === 'open' ? (
        <Badge
          text="Regressed"
          icon="history"
          color="red"
          tooltip={`It was resolved, and was seen again ${ago(regressedAt)}.`}
        />
      ) : (
        firstSeen >= newSince && (
          <Badge text="New" icon="star" color="blue" tooltip={`First seen ${ago(firstSeen)}, within the time range.`} />
        )
      )}
      {merged > 0 && (
        <Badge
          text={`${merged} merged`}
          icon="link"
          color="purple"
          tooltip={`Counted with ${plural(merged, 'problem')} that somebody merged into it.`}
        />
      )}
    </>
  );
}
