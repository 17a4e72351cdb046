import type { ToldFrame } from '../../../join/StackText.ts';

/** Calls that have no name of their own: what tells them is the file that they run. */
const ofFile = /^(?:include|require)(?:_once)?$|^(?:eval|unknown)$/;
const longest = 500;
const generated = /[0-9a-f]{16,}/gi;

/**
 * A frame's function as the key has it, alike for spans (`A.b`) and log records (`A\B->c`) and without what a deployment
 * moves: no line, of closures the function around them, of anonymous classes what they extend, of templates and included
 * files the base name.
 */
export function frameName({ function: name, file }: ToldFrame): string {
  const told = ofFile.test(name)
    ? `include ${baseName(file)}`
    : name
        .slice(0, longest)
        .replace(/@anonymous.*?(?=::|->|$)/s, '@anonymous')
        .replace(/\{closure:.*\}/s, withoutLines);
  return told
    .replace(generated, '#')
    .replace(/::|->|\\/g, '.')
    .replace(/^\./, '');
}

/** `{closure:A::b():12}` is `{closure:A::b()}`, also where one stands in another, or in a file. */
function withoutLines(closure: string): string {
  return closure.replace(/:\d+(?=\})/g, '').replace(/\{closure:[^{}]*[/\\](?=[^/\\{}]*\.\w+\})/g, '{closure:');
}

/** The last part of a path: all that spans tell of it. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
