import type { StackException } from '../../../../contract/documents.ts';
import { boundChain } from '../join/boundChain.ts';
import type { ToldException } from '../join/StackText.ts';
import type { FullPaths } from './FullPaths.ts';
import { grouping } from './grouping/current.ts';

/** The chain as a reader sees it: with full paths where a log record tells them, and the shop's own code marked. */
export function stackOf(chain: ToldException[], paths: FullPaths): StackException[] {
  const bounded = boundChain(chain);
  const inApp = grouping.inApp(bounded);
  return bounded.map(({ type, message, file, line, frames }, of) => ({
    type,
    message,
    ...paths.full({ file, line }),
    frames: frames.map((frame, at) => ({
      function: frame.function,
      ...paths.full(frame, frame.function),
      inApp: inApp[of][at],
    })),
  }));
}
