import type { StackFrame } from '../../../contract/documents';

export type FoldedFrame =
  /** `times` is how often the frame stands there in a row: recursion. */
  { kind: 'frame'; frame: StackFrame; times: number } | { kind: 'library'; frames: StackFrame[] };

/**
 * Runs of library frames become one entry, so that the shop's own code is seen, and a frame that repeats becomes
 * one with a count. The frame that threw stays; a single library frame stays, since folding it would save nothing;
 * and where no frame is the shop's, all stay.
 */
export function foldFrames(frames: StackFrame[]): FoldedFrame[] {
  if (!frames.some(({ inApp }) => inApp)) {
    return foldRepeats(frames);
  }
  const folded: FoldedFrame[] = [];
  for (const [index, run] of runsOfOneKind(frames).entries()) {
    const [first, ...rest] = run;
    if (first.inApp) {
      folded.push(...foldRepeats(run));
    } else if (index === 0) {
      folded.push(...foldRepeats([first]), ...foldLibrary(rest));
    } else {
      folded.push(...foldLibrary(run));
    }
  }
  return folded;
}

function runsOfOneKind(frames: StackFrame[]): StackFrame[][] {
  const runs: StackFrame[][] = [];
  for (const frame of frames) {
    const run = runs.at(-1);
    if (run?.[0].inApp === frame.inApp) {
      run.push(frame);
    } else {
      runs.push([frame]);
    }
  }
  return runs;
}

function foldLibrary(frames: StackFrame[]): FoldedFrame[] {
  return frames.length > 1 ? [{ kind: 'library', frames }] : foldRepeats(frames);
}

function foldRepeats(frames: StackFrame[]): FoldedFrame[] {
  const folded: Array<FoldedFrame & { kind: 'frame' }> = [];
  for (const frame of frames) {
    const last = folded.at(-1);
    if (last && isSame(last.frame, frame)) {
      last.times++;
    } else {
      folded.push({ kind: 'frame', frame, times: 1 });
    }
  }
  return folded;
}

function isSame(a: StackFrame, b: StackFrame): boolean {
  return a.function === b.function && a.file === b.file && a.line === b.line;
}
