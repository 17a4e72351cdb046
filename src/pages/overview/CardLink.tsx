import { Link, useStyles2 } from '@grafana/ui';
import React, { type MouseEvent } from 'react';
import { useLinkTo } from '../../shared/navigation/useLinkTo';
import type { CardDefinition } from './cards';
import { getCardStyles } from './cardStyles';

/** A card's title, which leads to what the card counts. */
export function CardLink({ target, title }: Pick<CardDefinition, 'target' | 'title'>) {
  const styles = useStyles2(getCardStyles);
  const linkTo = useLinkTo();
  if ('path' in target) {
    return (
      <Link href={linkTo(target.path, target.params)} className={styles.link}>
        {title}
      </Link>
    );
  }
  return (
    <a href={`#${target.section}`} className={styles.link} onClick={(event) => show(event, target.section)}>
      {title}
    </a>
  );
}

/** Grafana's pages scroll inside of an element, where the browser's own jump to a hash would be lost. */
function show(event: MouseEvent, id: string) {
  event.preventDefault();
  const section = document.getElementById(id);
  section?.scrollIntoView({ block: 'start' });
  section?.focus({ preventScroll: true });
}
