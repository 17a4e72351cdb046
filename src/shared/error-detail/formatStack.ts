import type { StackException, StackFrame } from '../../../contract/documents';

/** The whole chain as plain text, to paste into an issue. */
export function formatStack(stack: StackException[]): string {
  return stack.map((exception, index) => `${index > 0 ? 'Caused by: ' : ''}${formatException(exception)}`).join('\n');
}

function formatException({ type, message, file, line, frames }: StackException): string {
  const place = file ? `\n  thrown in ${formatFile(file, line)}` : '';
  return `${type}: ${message}${place}${frames.map((frame) => `\n  at ${formatFrame(frame)}`).join('')}`;
}

function formatFrame({ function: name, file, line }: StackFrame): string {
  return file ? `${name} (${formatFile(file, line)})` : name;
}

/** `path:line`, without the line where none is known. */
export function formatFile(file: string, line: number): string {
  return line > 0 ? `${file}:${line}` : file;
}
