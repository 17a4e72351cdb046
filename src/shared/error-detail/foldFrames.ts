import type { StackFrame } from '../../../contract/documents';

export type FoldedFrame = { kind: 'frame'; frame: StackFrame } | { kind: 'library'; frames: StackFrame[] };

/**
 * Runs of library frames become one entry, so that the shop's own code is seen. The frame that threw stays; a
 * single library frame stays, since folding it would save nothing; and where no frame is the shop's, all stay.
 */
export function foldFrames(frames: StackFrame[]): FoldedFrame[] {
  if (!frames.some(({ inApp }) => inApp)) {
    return frames.map((frame) => ({ kind: 'frame', frame }));
  }
  const folded: FoldedFrame[] = [];
  let run: StackFrame[] = [];
  const endRun = () => {
    if (run.length > 1) {
      folded.push({ kind: 'library', frames: run });
    } else {
      folded.push(...run.map((frame): FoldedFrame => ({ kind: 'frame', frame })));
    }
    run = [];
  };
  frames.forEach((frame, index) => {
    if (!frame.inApp && index > 0) {
      run.push(frame);
      return;
    }
    endRun();
    folded.push({ kind: 'frame', frame });
  });
  endRun();
  return folded;
}
