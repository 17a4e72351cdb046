import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, IconButton, Portal, Text, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface Props {
  text: string;
  /** Absent where there is nothing to take back. */
  onUndo?: () => void;
  onClose: () => void;
}

const shownMs = 20_000;

/** Says what was done and offers to take it back; goes by itself unless it is pointed at or focused. */
export function UndoToast({ text, onUndo, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) {
      return;
    }
    const timer = setTimeout(onClose, shownMs);
    return () => clearTimeout(timer);
  }, [held, onClose]);
  return (
    <Portal>
      <div
        role="status"
        aria-label="Done"
        className={styles}
        onMouseEnter={() => setHeld(true)}
        onMouseLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        <Text color="success">
          <Icon name="check" aria-hidden />
        </Text>
        <Text truncate>{text}</Text>
        {onUndo && (
          <Button size="sm" variant="secondary" onClick={onUndo}>
            Undo
          </Button>
        )}
        <IconButton name="times" aria-label="Close" onClick={onClose} />
      </div>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    position: 'fixed',
    bottom: theme.spacing(3),
    left: '50%',
    transform: 'translateX(-50%)',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    maxWidth: `calc(100vw - ${theme.spacing(4)})`,
    padding: theme.spacing(1, 1.5),
    zIndex: theme.zIndex.portal,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
  });
