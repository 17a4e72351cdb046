import { Icon, Stack, Text, type IconName } from '@grafana/ui';
import React from 'react';
import type { Trend, TrendVerdict } from './judgeTrend';

/** The trend as an icon and words: good or bad, never by colour alone. */
export function TrendText({ trend }: { trend: Trend }) {
  const { icon, color, word } = looks[trend.verdict];
  return (
    <Stack gap={0.5} alignItems="center">
      {icon && <Icon name={icon} size="sm" aria-hidden />}
      <Text variant="bodySmall" color={color}>
        {word ? `${word}: ${trend.text.charAt(0).toLowerCase()}${trend.text.slice(1)}` : trend.text}
      </Text>
    </Stack>
  );
}

type Color = 'success' | 'error' | 'secondary';

const looks: Record<TrendVerdict, { icon?: IconName; color: Color; word?: string }> = {
  better: { icon: 'check-circle', color: 'success', word: 'Better' },
  worse: { icon: 'exclamation-triangle', color: 'error', word: 'Worse' },
  same: { color: 'secondary' },
  unknown: { color: 'secondary' },
};
