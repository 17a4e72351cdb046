import { Badge } from '@grafana/ui';
import React from 'react';
import type { ProblemStatus } from '../../../contract/problemStatus';
import { statusLooks } from './statusLooks';

export function StatusBadge({ status }: { status: ProblemStatus }) {
  const { label, icon, color } = statusLooks[status];
  return <Badge text={label} icon={icon} color={color} />;
}
