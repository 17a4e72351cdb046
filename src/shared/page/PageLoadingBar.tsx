import { css } from '@emotion/css';
import { LoadingBar } from '@grafana/ui';
import { useIsFetching } from '@tanstack/react-query';
import React from 'react';
import { useElementWidth } from '../layout/useElementWidth';

/** Shows that newer data is on its way, while what is there stays. */
export function PageLoadingBar() {
  const fetching = useIsFetching() > 0;
  const [ref, width] = useElementWidth<HTMLDivElement>();
  return (
    <div ref={ref} className={bar} role="status" aria-live="off" aria-label={fetching ? 'Loading' : undefined}>
      {fetching && width > 0 && <LoadingBar width={width} />}
    </div>
  );
}

// No height of its own: content must not move when loading starts or ends.
const bar = css({ position: 'relative', height: 0, overflow: 'visible' });
