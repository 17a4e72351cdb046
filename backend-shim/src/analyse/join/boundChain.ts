import type { ToldException, ToldFrame } from './StackText.ts';

const maxExceptions = 10;
const headFrames = 80;
const tailFrames = 20;

/** Begins the function's name of a frame that stands for what is missing. */
export const leftOut = '…';

/** At most 10 exceptions of about 100 frames each; a frame in between says how many were left out. */
export function boundChain(chain: ToldException[]): ToldException[] {
  return chain.slice(0, maxExceptions).map((exception) => ({ ...exception, frames: boundFrames(exception.frames) }));
}

function boundFrames(frames: ToldFrame[]): ToldFrame[] {
  const missing = frames.length - headFrames - tailFrames;
  if (missing <= 1) {
    return frames;
  }
  return [
    ...frames.slice(0, headFrames),
    { function: `${leftOut} ${missing} frames left out`, file: '', line: 0 },
    ...frames.slice(-tailFrames),
  ];
}
