import { Button, ClipboardButton } from '@grafana/ui';
import React, { useState } from 'react';
import { ShopText } from './ShopText';

interface Props {
  children: string;
  /** Characters shown before the rest is asked for. */
  limit?: number;
}

/** The shop's text cut to a readable length, with a button that shows all of it, and one that copies it whole. */
export function LongText({ children, limit = 500 }: Props) {
  const [whole, setWhole] = useState(false);
  if (children.length <= limit) {
    return <ShopText preserve>{children}</ShopText>;
  }
  return (
    <>
      <ShopText preserve>{whole ? children : `${children.slice(0, cutAt(children, limit))}…`}</ShopText>{' '}
      <Button size="sm" fill="text" variant="secondary" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? 'Show less' : `Show all ${children.length.toLocaleString()} characters`}
      </Button>
      <ClipboardButton
        size="sm"
        fill="text"
        variant="secondary"
        icon="copy"
        aria-label="Copy all of it"
        getText={() => children}
      />
    </>
  );
}

/** Not between the two halves of a character outside of the basic plane. */
function cutAt(text: string, limit: number): number {
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
}
