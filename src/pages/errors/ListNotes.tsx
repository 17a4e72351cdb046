import { Button, Stack, Text } from '@grafana/ui';
import React from 'react';
import { isSample } from '../../shared/figures/coverageOf';
import { EmptyNote } from '../../shared/state/EmptyNote';
import { formatCount } from '../../shared/text/formatCount';
import { plural } from '../../shared/text/plural';
import type { ProblemsPage } from './ProblemsPage';
import type { ShownProblems } from './shownProblems';

interface Props {
  pages: ProblemsPage[];
  shown: ShownProblems;
  list: { hasMore: boolean; isLoadingMore: boolean; loadMore: () => void };
}

/** How much of the list is shown, the way to more, and what its figures stand on. */
export function ListNotes({ pages, shown: { rows, matching }, list: { hasMore, isLoadingMore, loadMore } }: Props) {
  const notices = [...new Set(pages.flatMap((page) => page.notices))];
  const coverage = pages[0]?.coverage ?? null;
  return (
    <>
      <Stack gap={2} alignItems="center">
        <div aria-live="polite">
          <Text variant="bodySmall" color="secondary">
            {matching > rows.length
              ? `${formatCount(rows.length)} of ${plural(matching, 'problem')}`
              : plural(rows.length, 'problem')}
          </Text>
        </div>
        {hasMore && (
          <Button size="sm" variant="secondary" onClick={isLoadingMore ? undefined : loadMore}>
            {isLoadingMore ? 'Loading' : 'Load more'}
          </Button>
        )}
      </Stack>
      {notices.map((notice) => (
        <EmptyNote key={notice}>{notice}</EmptyNote>
      ))}
      {isSample(coverage) && <EmptyNote>{coverage.note}</EmptyNote>}
    </>
  );
}
