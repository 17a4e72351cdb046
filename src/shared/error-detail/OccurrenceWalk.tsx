import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ButtonGroup, Text, TextLink, useStyles2, type IconName } from '@grafana/ui';
import React from 'react';
import type { OccurrenceDocument } from '../../../contract/problems';
import { paths } from '../navigation/paths';
import { useLinkTo } from '../navigation/useLinkTo';
import { formatCount } from '../text/formatCount';
import { TimeAgo } from '../text/TimeAgo';

interface Props {
  occurrence: OccurrenceDocument;
  busy: boolean;
  onWalk: (which: string) => void;
}

/** Which occurrence is shown, the way to the others, and to its trace. */
export function OccurrenceWalk({ occurrence, busy, onWalk }: Props) {
  const styles = useStyles2(getStyles);
  const linkTo = useLinkTo();
  const { id, first, previous, next, last, context } = occurrence;
  const steps: Array<[string, IconName, string | null]> = [
    ['First', 'angle-double-left', first === id ? null : first],
    ['Previous', 'angle-left', previous],
    ['Next', 'angle-right', next],
    ['Last', 'angle-double-right', last === id ? null : last],
  ];
  return (
    <div role="group" aria-label="Occurrence" aria-busy={busy} className={styles}>
      <ButtonGroup>
        {steps.map(([label, icon, to]) => (
          <Button
            key={label}
            size="sm"
            variant="secondary"
            icon={icon}
            aria-label={`${label} occurrence`}
            tooltip={`${label} occurrence`}
            disabled={to === null}
            onClick={() => to !== null && onWalk(label === 'First' || label === 'Last' ? label.toLowerCase() : to)}
          />
        ))}
      </ButtonGroup>
      <span aria-live="polite">
        <Text weight="medium">{tellPosition(occurrence)}</Text>
      </span>
      <Text color="secondary">
        <TimeAgo time={context.time} />
      </Text>
      {context.traceId !== null && <TextLink href={linkTo(paths.trace(context.traceId))}>View trace</TextLink>}
    </div>
  );
}

/** `Occurrence 3 of 12`, and that there are more where they were not all counted. */
function tellPosition({ position, kept, positionBounded }: OccurrenceDocument): string {
  if (positionBounded) {
    return position === null
      ? `One of more than ${formatCount(kept)} occurrences`
      : `Occurrence ${formatCount(position)} of more than ${formatCount(kept)}`;
  }
  return position === null
    ? `One of ${formatCount(kept)} occurrences kept`
    : `Occurrence ${formatCount(position)} of ${formatCount(kept)} kept`;
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  });
