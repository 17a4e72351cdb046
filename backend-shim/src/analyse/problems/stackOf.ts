import type { StackException } from '../../../../contract/documents.ts';
import { boundChain } from '../join/boundChain.ts';
import type { ToldException } from '../join/StackText.ts';
import type { FullPaths } from './FullPaths.ts';
import { isOwn } from './placeOf.ts';

/** The chain as a reader sees it: with full paths where a log record tells them, and the shop's own code marked. */
export function stackOf(chain: ToldException[], paths: FullPaths): StackException[] {
  return boundChain(chain).map(({ type, message, file, line, frames }) => ({
    type,
    message,
    ...paths.full({ file, line }),
    frames: frames.map((frame, at) => ({
      function: frame.function,
      ...paths.full(frame, frame.function),
      inApp: isOwn(frames, at),
    })),
  }));
}
