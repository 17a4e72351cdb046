import type { BadgeColor, IconName } from '@grafana/ui';
import type { ProblemStatus } from '../../../contract/problemStatus';

export const statusLooks: Record<ProblemStatus, { label: string; icon: IconName; color: BadgeColor }> = {
  open: { label: 'Open', icon: 'exclamation-circle', color: 'orange' },
  resolved: { label: 'Resolved', icon: 'check-circle', color: 'green' },
  ignored: { label: 'Ignored', icon: 'bell-slash', color: 'purple' },
};
