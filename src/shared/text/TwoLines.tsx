import { css } from '@emotion/css';
import React from 'react';
import { ShopText } from './ShopText';

/** More than this is not read in a tooltip; the page that the text links to has all of it. */
const longestTooltip = 1_000;

/** The shop's text cut to two lines; all of it on hover. */
export function TwoLines({ children }: { children: string }) {
  return (
    <span className={clamped} title={children.slice(0, longestTooltip)}>
      <ShopText>{children}</ShopText>
    </span>
  );
}

const clamped = css({ display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden' });
