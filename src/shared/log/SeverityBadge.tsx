import { Badge, type BadgeColor } from '@grafana/ui';
import React from 'react';

/** How bad a log record is, as OpenTelemetry names it. */
export function SeverityBadge({ severity }: { severity: string }) {
  return <Badge color={colorOf(severity)} text={severity || 'not told'} />;
}

/** Grafana's greys are too faint to be read by everyone. */
function colorOf(severity: string): BadgeColor {
  return /^(ERROR|FATAL|EMERGENCY|ALERT|CRITICAL)/i.test(severity)
    ? 'red'
    : /^WARN/i.test(severity)
      ? 'orange'
      : 'blue';
}
