import { css } from '@emotion/css';
import React from 'react';

interface Props {
  children: string;
  /** Keeps line breaks and spaces as they came. */
  preserve?: boolean;
  className?: string;
}

/**
 * Text that came from the shop: shown as text, its bidirectional control characters confined to itself, other control
 * characters (ANSI codes, null bytes) by the pictures that Unicode has of them.
 */
export function ShopText({ children, preserve, className = '' }: Props) {
  return <bdi className={`${isolated} ${preserve ? preserved : ''} ${className}`}>{picture(children)}</bdi>;
}

const isolated = css({ unicodeBidi: 'isolate', overflowWrap: 'anywhere' });
const preserved = css({ whiteSpace: 'pre-wrap' });

// Not tabulators and ends of lines.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

function picture(text: string): string {
  return text.replace(controls, (control) =>
    control === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + control.charCodeAt(0))
  );
}
