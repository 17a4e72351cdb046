import { TextLink } from '@grafana/ui';
import React from 'react';
import { paths } from '../navigation/paths';
import { useLinkTo } from '../navigation/useLinkTo';
import { TwoLines } from '../text/TwoLines';

/** A problem's title, leading to its page. */
export function ProblemLink({ id, title }: { id: string; title: string }) {
  const linkTo = useLinkTo();
  return (
    <TextLink href={linkTo(paths.problem(id))} color="primary" weight="medium" inline={false}>
      <TwoLines>{title}</TwoLines>
    </TextLink>
  );
}
