import { EmptyState, TextLink } from '@grafana/ui';
import React from 'react';
import { paths } from '../../shared/navigation/paths';
import { useLinkTo } from '../../shared/navigation/useLinkTo';

/** `reason` is what the receiver knows of why it is not here. */
export function NoTrace({ reason }: { reason?: string }) {
  const linkTo = useLinkTo();
  return (
    <EmptyState
      variant="not-found"
      message="This trace is not here"
      button={
        <TextLink href={linkTo(paths.overview())} inline={false}>
          Go to the overview
        </TextLink>
      }
    >
      {reason ??
        'The store may not have sampled the request (Maho samples one in ten where nothing else is set), its last ' +
          'export may still be under way, or the trace is older than what is kept.'}
    </EmptyState>
  );
}
