import { Tooltip } from '@grafana/ui';
import React from 'react';
import { formatCount } from '../text/formatCount';
import { SrOnly } from '../text/SrOnly';

/** How many visitors met a problem; null, which is not 0, where no occurrence tells its visitor. */
export function VisitorCount({ count }: { count: number | null }) {
  if (count !== null) {
    return <>{formatCount(count)}</>;
  }
  return (
    <Tooltip content={hint}>
      <span>
        –<SrOnly> not known: {hint}</SrOnly>
      </span>
    </Tooltip>
  );
}

const hint = 'Requests that die early do not tell their visitor.';
