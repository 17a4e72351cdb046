import { RE2JS } from 're2js';

const most = 20;
const longest = 500;
/** Instructions of the compiled pattern: each of them may be looked at for each character of a text. */
const mostInstructions = 2_000;

/**
 * Patterns in RE2's syntax with spaces or line ends between them; a space within one is written `\x20` or `\s`. RE2 matches
 * in time linear in the text's length: what would need more (references back, looking around) is no pattern of it.
 *
 * @throws Error whose message says what is wrong with them, to stand behind the variable's name
 */
export function parseScrubPatterns(text: string): string[] {
  const patterns = text.split(/\s+/).filter((part) => part !== '');
  patterns.forEach(check);
  if (patterns.length > most) {
    throw new Error(`holds ${patterns.length} patterns: there may be ${most}`);
  }
  return patterns;
}

function check(pattern: string): void {
  if (pattern.length > longest) {
    throw new Error(`holds a pattern of ${pattern.length} characters: there may be ${longest}`);
  }
  const compiled = compile(pattern);
  if (compiled.programSize() > mostInstructions) {
    throw new Error(`holds "${pattern}", whose repetitions are too many`);
  }
  if (compiled.matcher('').find()) {
    throw new Error(`holds "${pattern}", which matches where there is nothing`);
  }
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new Error(`holds "${pattern}", which RE2 cannot read: ${(error as Error).message}`, { cause: error });
  }
}
