import type { ToldException } from '../../../join/StackText.ts';

const handler = 'mageCoreErrorHandler';
/** As Maho's error handler writes it, in the log and in what it throws in developer mode. */
const written = /^\s*([A-Z][A-Za-z ]{2,40}|Unknown error \(\d+\)): [\s\S]* in (\S.*) on line (\d{1,9})\s*$/;

/** Level, file and line of one of PHP's errors that Maho's handler threw as the innermost exception; else null. */
export function thrownPhpErrorOf(chain: ToldException[]): { level: string; file: string; line: number } | null {
  const { frames, message } = chain.at(-1)!;
  const told = frames[0]?.function === handler ? written.exec(message) : null;
  return told ? { level: told[1], file: told[2], line: Number(told[3]) } : null;
}
