import type { ToldException, ToldFrame } from '../../../join/StackText.ts';
import type { Place } from '../Grouping.ts';
import { codeOwner, type CodeOwner } from './codeOwner.ts';
import { baseName, frameName } from './frameName.ts';

/**
 * The functions that led to a failure, as the key has them, from where it was thrown outwards: all of the modules' own
 * ones, each once, and before them the one of Maho's core that failed for them. The innermost exception that knows any
 * tells them. Where no module took part it is the function of the core that failed, else the one of a library.
 * Only where no function is known are the file and line asked.
 *
 * @param chain - the thrown exception first
 * @returns empty where nothing at all is known of the place
 */
export function callSiteOf(chain: ToldException[]): string[] {
  const inward = [...chain].reverse();
  for (const wanted of [modulesOf, coreOf, throwerOf]) {
    for (const { frames } of inward) {
      const found = wanted(frames);
      if (found.length > 0) {
        return found;
      }
    }
  }
  const placed = inward.find(({ file }) => file !== '');
  return placed ? [`${baseName(placed.file)}:${placed.line}`] : [];
}

/**
 * The first place in a module's code on the way to where the exception was thrown, else in the core's, else of the
 * first function that is no throw helper. Where the thrown exception knows none, those that it wraps are asked.
 */
export function placeOf(chain: ToldException[]): Place {
  for (const owner of ['module', 'core'] as const) {
    for (const { frames } of chain) {
      const found = frames.find((_frame, at) => ownerAt(frames, at) === owner);
      if (found) {
        return { file: found.file, line: found.line };
      }
    }
  }
  const [{ file, line, frames }] = chain;
  const thrower = frames.find((_frame, at) => isThrower(frames, at));
  return { file: thrower?.file || file, line: thrower?.line || line };
}

/** For each exception's frames whether it is a module's code, or where no module took part, the core's. */
export function inApp(chain: ToldException[]): boolean[][] {
  const owners = chain.map(({ frames }) => frames.map((_frame, at) => ownerAt(frames, at)));
  const wanted = owners.some((ofOne) => ofOne.includes('module')) ? 'module' : 'core';
  return owners.map((ofOne) => ofOne.map((owner) => owner === wanted));
}

function modulesOf(frames: ToldFrame[]): string[] {
  const owners = frames.map((_frame, at) => ownerAt(frames, at));
  const first = owners.indexOf('module');
  if (first < 0) {
    return [];
  }
  const core = owners.indexOf('core');
  const names = new Set(core >= 0 && core < first ? [frameName(frames[core])] : []);
  for (let at = first; at < frames.length; at++) {
    if (owners[at] === 'module') {
      names.add(frameName(frames[at]));
    }
  }
  return [...names];
}

function coreOf(frames: ToldFrame[]): string[] {
  const found = frames.find((_frame, at) => ownerAt(frames, at) === 'core');
  return found ? [frameName(found)] : [];
}

function throwerOf(frames: ToldFrame[]): string[] {
  const found = frames.find((frame, at) => isThrower(frames, at) && isNamed(frame));
  return found ? [frameName(found)] : [];
}

function ownerAt(frames: ToldFrame[], at: number): CodeOwner | null {
  return frames[at].file === '' || isInternal(frames, at) ? null : codeOwner(frames[at].function);
}

function isThrower(frames: ToldFrame[], at: number): boolean {
  const owner = ownerAt(frames, at);
  return owner !== null && owner !== 'helper';
}

/** A script's own code, and what a stack leaves out, have no name to know them by. */
function isNamed({ function: name }: ToldFrame): boolean {
  return name !== '' && name !== '{main}' && !name.startsWith('…');
}

/** PHP's own functions and classes have no file: their frame repeats the place of their caller, the next frame. */
function isInternal(frames: ToldFrame[], at: number): boolean {
  const caller = frames[at + 1];
  return at === 0 && caller !== undefined && caller.file === frames[0].file && caller.line === frames[0].line;
}
