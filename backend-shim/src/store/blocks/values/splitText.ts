/** What stands below the first line of a stack trace is the same each time, and worth an entry of its own from here on. */
const leastRest = 200;

/** The first line with text, and what is below it where that is long: null where the text is kept in one piece. */
export function splitText(text: string): { head: string; rest: string } | null {
  if (text.length < leastRest) {
    return null;
  }
  let at = 0;
  while (text[at] === '\n' || text[at] === '\r') {
    at++;
  }
  const end = text.indexOf('\n', at);
  return end === -1 || text.length - end < leastRest ? null : { head: text.slice(0, end), rest: text.slice(end) };
}
