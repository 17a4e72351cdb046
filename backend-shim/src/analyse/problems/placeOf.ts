import type { ToldException, ToldFrame } from '../join/StackText.ts';
import { codeOwner } from './ownCode.ts';

export interface Place {
  file: string;
  line: number;
}

/**
 * Where a failure belongs: the first place in the shop's own code on the way to where the exception was thrown. A
 * failed query belongs to who asked for it, not to the database's adapter, and `Mage::throwException` to its caller.
 * Where no code is the shop's own (a queue's worker wraps what a handler threw), the wrapped exceptions are asked; at
 * last it is where the first function threw that is no throw helper.
 */
export function placeOf(chain: ToldException[]): Place {
  for (const { frames } of chain) {
    const own = frames.find((_frame, at) => isOwn(frames, at));
    if (own) {
      return { file: own.file, line: own.line };
    }
  }
  const { file, line, frames } = chain[0];
  const thrower = frames.find((frame, at) => isThrower(frames, frame, at));
  return { file: thrower?.file ?? file, line: thrower?.line ?? line };
}

/** Whether a frame is the shop's own code, so that a reader should look there first. */
export function isOwn(frames: ToldFrame[], at: number): boolean {
  const frame = frames[at];
  return frame.file !== '' && codeOwner(frame.function) === 'own' && !isInternal(frames, at);
}

function isThrower(frames: ToldFrame[], frame: ToldFrame, at: number): boolean {
  return frame.file !== '' && codeOwner(frame.function) !== 'helper' && !isInternal(frames, at);
}

/** PHP's own functions and classes have no file: their frame repeats the place of their caller, the next frame. */
function isInternal(frames: ToldFrame[], at: number): boolean {
  const caller = frames[at + 1];
  return at === 0 && caller !== undefined && caller.file === frames[0].file && caller.line === frames[0].line;
}

/** The last part of a path: all that spans tell of it. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
