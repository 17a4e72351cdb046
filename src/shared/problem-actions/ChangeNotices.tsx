import { Alert, Button, Stack } from '@grafana/ui';
import React from 'react';
import type { InsightsError } from '../datasource/InsightsError';
import { ShopText } from '../text/ShopText';
import { UndoToast } from './UndoToast';
import type { ProblemChanges } from './useProblemChanges';

const told = 5;

/** What became of a change: who was quicker, why it failed, and a way back. */
export function ChangeNotices({ changes: { done, refused, error, undo, dismiss } }: { changes: ProblemChanges }) {
  return (
    <>
      {error && <Failure error={error} onDismiss={dismiss} />}
      {refused.length > 0 && (
        <Alert
          severity="warning"
          title={done ? 'Some problems were left as they are' : 'Nothing was changed'}
          onRemove={dismiss}
        >
          <Stack direction="column" gap={0.5}>
            {refused.slice(0, told).map(({ id, message }) => (
              <ShopText key={id}>{message}</ShopText>
            ))}
            {refused.length > told && <span>And {refused.length - told} more.</span>}
            <span>What you see now is what it is.</span>
          </Stack>
        </Alert>
      )}
      {done && <UndoToast key={done.at} text={done.text} onUndo={done.mayUndo ? undo : undefined} onClose={dismiss} />}
    </>
  );
}

function Failure({ error, onDismiss }: { error: InsightsError; onDismiss: () => void }) {
  const title = error.kind === 'forbidden' ? 'You may not change problems' : 'Nothing was changed';
  return (
    <Alert severity="error" title={title}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <ShopText>{error.message}</ShopText>
        <Button size="sm" variant="secondary" onClick={onDismiss}>
          Dismiss
        </Button>
      </Stack>
    </Alert>
  );
}
