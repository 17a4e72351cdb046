import { Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { StackException, StackFrame } from '../../../contract/documents';
import { plural } from '../text/plural';
import { ShopText } from '../text/ShopText';
import { foldFrames } from './foldFrames';
import { formatFile } from './formatStack';
import { getStackStyles } from './stackStyles';

export function ExceptionFrames({ exception: { file, line, frames } }: { exception: StackException }) {
  const styles = useStyles2(getStackStyles);
  const shown: StackFrame[] = frames.length > 0 ? frames : file ? [{ function: '', file, line, inApp: true }] : [];
  return (
    <ol className={styles.frames}>
      {foldFrames(shown).map((entry, index) =>
        entry.kind === 'frame' ? (
          <Frame key={index} frame={entry.frame} times={entry.times} />
        ) : (
          <LibraryFrames key={index} frames={entry.frames} />
        )
      )}
    </ol>
  );
}

function Frame({ frame, times = 1 }: { frame: StackFrame; times?: number }) {
  const styles = useStyles2(getStackStyles);
  return (
    <li className={frame.inApp ? styles.inApp : styles.library}>
      <ShopText className={styles.whole}>{frame.file ? formatFile(frame.file, frame.line) : '[internal]'}</ShopText>
      {frame.function && (
        <>
          <span className={styles.in}> in </span>
          <ShopText className={styles.whole}>{frame.function}</ShopText>
        </>
      )}
      {times > 1 && <span className={styles.in}> ({plural(times, 'time')} in a row)</span>}
    </li>
  );
}

function LibraryFrames({ frames }: { frames: StackFrame[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <li>
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon={open ? 'angle-down' : 'angle-right'}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {plural(frames.length, 'library frame')}
        </Button>
      </li>
      {open && frames.map((frame, index) => <Frame key={index} frame={frame} />)}
    </>
  );
}
