/** A line of a trace as PHP prints it: `#0 /path/file.php(12): A->b('x', 5)`. */
const call = /^[ \t]{0,16}#\d{1,5} (?:\[internal function\]: |[^\n]*?\(\d{1,9}\): )/;
const name = /^(?:[^({]|\{[^}]*\})*/;

/** Cheap: whether a text may hold such a line. */
export function mayHoldCall(text: string): boolean {
  return text.includes('#0 ') && text.includes('): ');
}

/** The text, and of traces within it the calls without their arguments. */
export function withoutArguments(text: string): string {
  return text.split('\n').map(cut).join('\n');
}

function cut(line: string): string {
  const place = call.exec(line);
  if (!place) {
    return line;
  }
  const told = line.slice(place[0].length);
  const called = name.exec(told)![0];
  return called.length < told.length ? `${place[0]}${called}()` : line;
}
