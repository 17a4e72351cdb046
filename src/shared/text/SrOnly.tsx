import { css } from '@emotion/css';
import React, { type ReactNode } from 'react';

/** Words for screen readers where sight sees them in layout or colour. */
export function SrOnly({ children }: { children: ReactNode }) {
  return <span className={hidden}>{children}</span>;
}

const hidden = css({
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
});
