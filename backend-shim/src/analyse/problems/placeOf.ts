import type { ToldException, ToldFrame } from '../join/StackText.ts';
import { codeOwner } from './ownCode.ts';

export interface Place {
  file: string;
  line: number;
}

/**
 * Where a failure belongs: the first place in the shop's own code on the way to where the exception was thrown. A
 * failed query belongs to who asked for it, not to the database's adapter, and `Mage::throwException` to its caller.
 * Where no code is the shop's own: what is thrown by the first function that is no throw helper.
 */
export function placeOf({ file, line, frames }: ToldException): Place {
  const own = frames.findIndex((_frame, at) => isOwn(frames, at));
  const frame = own >= 0 ? frames[own] : frames.find((candidate, at) => isThrower(frames, candidate, at));
  return frame ? { file: frame.file, line: frame.line } : { file, line };
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
