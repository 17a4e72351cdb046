import { leftOut } from './boundChain.ts';
import type { ToldException, ToldFrame } from './StackText.ts';

const frameLine = /^\s+at (.+)\(([^()]*)\)$/;
const moreLine = /^\s+\.\.\. (\d+) more$/;
const place = /^(.*):(\d+)$/;
const unknownPlace = 'Unknown Source';
const cause = 'Caused by: ';

/**
 * Reads `exception.stacktrace` as OpenTelemetry's PHP SDK writes it, in Java's style: each frame is a function and the
 * place in it (base name and line), names have dots for backslashes, and a cause's frames that equal those of what
 * wraps it are only counted (`... 14 more`).
 *
 * @returns the thrown exception first, then each one that it wraps; empty when the text is no such trace
 */
export function parseSpanStack(text: string): ToldException[] {
  const chain: ToldException[] = [];
  let header: string[] = [];
  let frames: ToldFrame[] | null = null;
  const finish = (): void => {
    if (frames) {
      chain.push({ ...readHeader(header), file: frames[0]?.file ?? '', line: frames[0]?.line ?? 0, frames });
    }
  };
  for (const line of text.split('\n')) {
    const frame = frameLine.exec(line);
    const more = frame ? null : moreLine.exec(line);
    if (frame) {
      (frames ??= []).push(readFrame(frame[1], frame[2]));
    } else if (more) {
      const shared = chain.at(-1)?.frames ?? [];
      frames = [...(frames ?? []), ...shared.slice(Math.max(0, shared.length - Number(more[1])))];
    } else if (frames && line.startsWith(cause)) {
      finish();
      header = [line.slice(cause.length)];
      frames = null;
    } else if (!frames) {
      header.push(line);
    }
  }
  finish();
  return chain;
}

/** Writes what {@link parseSpanStack} reads. */
export function formatSpanStack(chain: ToldException[]): string {
  const blocks = chain.map((exception, at) => {
    const shared = at === 0 ? 0 : sharedTail(exception.frames, chain[at - 1].frames);
    const own = exception.frames.slice(0, exception.frames.length - shared);
    const lines = own.map((frame) => `\tat ${dotted(frame.function)}(${formatPlace(frame)})`);
    const head = dotted(exception.type) + (exception.message === '' ? '' : `: ${exception.message}`);
    return [head, ...lines, ...(shared > 0 ? [`\t... ${shared} more`] : [])].join('\n');
  });
  return blocks.join(`\n${cause}`);
}

function readHeader(lines: string[]): { type: string; message: string } {
  const header = lines.join('\n');
  const colon = header.indexOf(': ');
  const type = colon < 0 ? header : header.slice(0, colon);
  return { type: undotted(type.trim()), message: colon < 0 ? '' : header.slice(colon + 2) };
}

function readFrame(name: string, where: string): ToldFrame {
  const at = place.exec(where);
  const file = at ? at[1] : where;
  return { function: readFunction(name), file: file === unknownPlace ? '' : file, line: at ? Number(at[2]) : 0 };
}

/** `A.B.c` is the method c of A\B; a closure's own name holds a dot where its class ends. */
function readFunction(name: string): string {
  const closure = name.indexOf('{');
  const dot = closure > 0 ? closure - 1 : closure === 0 || name.startsWith(leftOut) ? -1 : name.lastIndexOf('.');
  return dot < 0 ? name : `${undotted(name.slice(0, dot))}::${name.slice(dot + 1)}`;
}

/** An anonymous class is named after its file, whose dots are its own. */
function undotted(name: string): string {
  const anonymous = name.indexOf('@');
  return anonymous < 0
    ? name.replaceAll('.', '\\')
    : name.slice(0, anonymous).replaceAll('.', '\\') + name.slice(anonymous);
}

function dotted(name: string): string {
  const closure = name.indexOf('{');
  const head = closure < 0 ? name : name.slice(0, closure);
  return head.replace(/::|->|\\/g, '.') + (closure < 0 ? '' : name.slice(closure));
}

function formatPlace(frame: ToldFrame): string {
  return frame.file === '' ? unknownPlace : frame.line > 0 ? `${frame.file}:${frame.line}` : frame.file;
}

function sharedTail(frames: ToldFrame[], enclosing: ToldFrame[]): number {
  let shared = 0;
  while (shared < frames.length && shared < enclosing.length) {
    const one = frames[frames.length - 1 - shared];
    const other = enclosing[enclosing.length - 1 - shared];
    if (one.function !== other.function || one.file !== other.file || one.line !== other.line) {
      break;
    }
    shared++;
  }
  return shared;
}
