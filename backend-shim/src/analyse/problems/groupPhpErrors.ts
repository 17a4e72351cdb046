import { baseName } from './baseName.ts';
import type { ToldPhpError } from './Told.ts';

/** One error a level and place, with the message and the full path where any of its tellings has them. */
export function groupPhpErrors(told: ToldPhpError[]): ToldPhpError[] {
  const errors = new Map<string, ToldPhpError>();
  for (const error of told) {
    const key = `${error.level}\0${baseName(error.file)}\0${error.line}`;
    const known = errors.get(key);
    errors.set(key, known ? joined(known, error) : error);
  }
  return [...errors.values()];
}

/** At one place messages may differ (a loop): the first one stands for all, whatever the order of arrival. */
function joined(a: ToldPhpError, b: ToldPhpError): ToldPhpError {
  const [first, second] = a.message !== '' && (b.message === '' || isBefore(a, b)) ? [a, b] : [b, a];
  return {
    ...first,
    message: first.message === '' ? second.message : first.message,
    file: first.file.length >= second.file.length ? first.file : second.file,
    time: Math.min(a.time, b.time),
  };
}

function isBefore(a: ToldPhpError, b: ToldPhpError): boolean {
  return a.time !== b.time ? a.time < b.time : a.message <= b.message;
}
