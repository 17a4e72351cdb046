import { basename } from 'node:path';
import type { Thrown } from './failures.ts';

/** As span events carry it: Java's style, base names only, the cause last. */
export function formatSpanStack(thrown: Thrown): string {
  const places = [thrown.file, ...thrown.frames.map(({ file }) => file)];
  const lines = [thrown.line, ...thrown.frames.map(({ line }) => line)];
  const calls = [...thrown.frames.map(({ call }) => call.replace(/->|::/, '.')), '{main}'];
  const stack = calls.map((call, i) => `\tat ${call.replaceAll('\\', '.')}(${basename(places[i])}:${lines[i]})`);
  const head = `${thrown.type.replaceAll('\\', '.')}: ${thrown.message}`;
  const cause = thrown.cause ? `\nCaused by: ${formatSpanStack(thrown.cause).replace(/\n\tat \{main\}.*$/, '')}` : '';
  const more = thrown.cause ? `\n\t... ${thrown.frames.length} more` : '';
  return [head, ...stack].join('\n') + cause + more;
}

/** As `Mage::logException` writes it: PHP's own style, full paths, the cause first. */
export function formatLogBody(thrown: Thrown): string {
  return `\n${formatPhp(thrown)}`;
}

function formatPhp(thrown: Thrown): string {
  const frames = thrown.frames.map(({ call, file, line }, i) => `#${i} ${file}(${line}): ${call}()`);
  const own = [
    `${thrown.type}: ${thrown.message} in ${thrown.file}:${thrown.line}`,
    'Stack trace:',
    ...frames,
    `#${frames.length} {main}`,
  ].join('\n');
  return thrown.cause ? `${formatPhp(thrown.cause)}\n\nNext ${own}` : own;
}
