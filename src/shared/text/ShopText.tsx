import { css } from '@emotion/css';
import React from 'react';

interface Props {
  children: string;
  /** Keeps line breaks and spaces as they came. */
  preserve?: boolean;
  className?: string;
}

/** Text that came from the shop: shown as text, its bidirectional control characters confined to itself. */
export function ShopText({ children, preserve, className = '' }: Props) {
  return <bdi className={`${isolated} ${preserve ? preserved : ''} ${className}`}>{children}</bdi>;
}

const isolated = css({ unicodeBidi: 'isolate', overflowWrap: 'anywhere' });
const preserved = css({ whiteSpace: 'pre-wrap' });
