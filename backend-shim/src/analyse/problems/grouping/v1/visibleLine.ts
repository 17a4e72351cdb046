const maxRead = 16_384;
const maxLine = 1_000;

/** Colours and other commands for terminals. */
const terminalCommands = /(?:\u001b\[|\u009b)[0-9;?]{0,32}[ -/]{0,4}[@-~]|\u001b[@-Z\\^_]/g;
/** Controls, direction of writing, zero width, fillers that look like blanks, tags; blanks are kept. */
const invisible =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
/** More marks on one letter than any language writes. */
const heapedMarks =
  /([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;

/**
 * The first line of a text that shows anything: well-formed, without characters that hide, move or colour others, with
 * single blanks. At most 1,000 characters; empty where nothing shows.
 */
export function visibleLine(text: string): string {
  for (const line of text.slice(0, maxRead).split(/\r\n?|[\n\u2028\u2029]/)) {
    const visible = cutAtBlank(line)
      .toWellFormed()
      .replace(terminalCommands, '')
      .replace(invisible, '')
      .replace(heapedMarks, '$1')
      .replace(/\s+/g, ' ')
      .trim();
    if (visible !== '') {
      return visible;
    }
  }
  return '';
}

/** A reference that is cut in two would be another one. */
function cutAtBlank(line: string): string {
  if (line.length <= maxLine) {
    return line;
  }
  const cut = line.slice(0, maxLine);
  return /\s/.test(cut.trim()) ? cut.replace(/\S*$/, '') : cut;
}
