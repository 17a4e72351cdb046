import { Button, Stack, Text } from '@grafana/ui';
import React from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import type { ProblemChange } from '../../../contract/problems';
import { mayTriage, whoMayTriage } from '../access/mayTriage';
import { Section } from '../layout/Section';
import type { ProblemRef } from '../problem-actions/ProblemRef';
import { ProblemLink } from '../problems/ProblemLink';
import { StatusBadge } from '../problems/StatusBadge';
import { EmptyNote } from '../state/EmptyNote';
import { plural } from '../text/plural';
import { ShopText } from '../text/ShopText';
import { TwoLines } from '../text/TwoLines';

interface Props {
  problem: ProblemDocument;
  pending: boolean;
  onChange: (of: ProblemRef, change: ProblemChange) => void;
}

/** Problems that were merged into this one, and others that look like it. */
export function RelatedProblems({ problem: { id, merged, similar }, pending, onChange }: Props) {
  const allowed = mayTriage();
  const state = {
    size: 'sm' as const,
    variant: 'secondary' as const,
    disabled: pending || !allowed,
    tooltip: allowed ? undefined : whoMayTriage,
  };
  return (
    <Stack direction="column" gap={3}>
      {merged.length > 0 && (
        <Section title="Merged into this problem">
          <Stack direction="column" gap={1}>
            {merged.map((part) => (
              <Stack key={part.id} gap={2} justifyContent="space-between" alignItems="flex-start">
                <Stack direction="column" gap={0}>
                  <TwoLines>{part.title}</TwoLines>
                  <Text variant="bodySmall" color="secondary">
                    {plural(part.occurrences, 'occurrence')}, counted above
                  </Text>
                </Stack>
                <Button {...state} icon="code-branch" onClick={() => onChange(part, { kind: 'unmerge' })}>
                  Unmerge
                </Button>
              </Stack>
            ))}
          </Stack>
        </Section>
      )}
      <Section title="Similar problems">
        {similar.length === 0 ? (
          <EmptyNote>No other problem looks like this one.</EmptyNote>
        ) : (
          <Stack direction="column" gap={1}>
            {similar.map((other) => (
              <Stack key={other.id} gap={2} justifyContent="space-between" alignItems="flex-start">
                <Stack direction="column" gap={0.25}>
                  <ProblemLink id={other.id} title={other.title} />
                  <Stack gap={1} alignItems="center" wrap="wrap">
                    <StatusBadge status={other.status} />
                    <Text variant="bodySmall" color="secondary">
                      {plural(other.occurrences, 'occurrence')} · <ShopText>{other.why}</ShopText>
                    </Text>
                  </Stack>
                </Stack>
                <Button {...state} icon="link" onClick={() => onChange(other, { kind: 'merge', into: id })}>
                  Merge
                </Button>
              </Stack>
            ))}
          </Stack>
        )}
      </Section>
    </Stack>
  );
}
