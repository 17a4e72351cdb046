/** At most `max` characters: the middle is left out, and a note says how much. Words are left out whole, or half. */
export function boundText(text: string, max: number): string {
  if (text.length <= max) {
    return text;
  }
  const tail = Math.floor(max / 8);
  const head = wordEnd(text, max - tail - noteRoom);
  const from = wordStart(text, text.length - tail);
  return `${text.slice(0, head)} […${from - head} characters left out…] ${text.slice(from)}`.toWellFormed();
}

const noteRoom = 48;
/** Half of a secret is not known as one: so no word is cut that is not longer. */
const longestWord = 128;

function wordEnd(text: string, at: number): number {
  for (let end = at; end > Math.max(0, at - longestWord); end--) {
    if (isSpace(text, end)) {
      return end;
    }
  }
  return at;
}

function wordStart(text: string, at: number): number {
  for (let start = at; start < Math.min(text.length, at + longestWord); start++) {
    if (isSpace(text, start - 1)) {
      return start;
    }
  }
  return at;
}

function isSpace(text: string, at: number): boolean {
  return text.charCodeAt(at) <= 0x20;
}
