const shortest = 22;

/** Letters, digits and what base64 has besides them. */
const parts = Uint8Array.from({ length: 128 }, (_, code) => (/[\w+/=-]/.test(String.fromCharCode(code)) ? 1 : 0));

/**
 * Whether 22 or more of the characters that tokens are made of stand in a row. A regular expression for that takes longer
 * than all others together: here only each 22nd character is looked at, and those beside it where it is one of them.
 */
export function hasLongRun(text: string): boolean {
  for (let at = shortest - 1; at < text.length; at += shortest) {
    if (isPart(text, at)) {
      let from = at;
      while (from > 0 && isPart(text, from - 1)) {
        from--;
      }
      let to = at + 1;
      while (to - from < shortest && to < text.length && isPart(text, to)) {
        to++;
      }
      if (to - from >= shortest) {
        return true;
      }
    }
  }
  return false;
}

function isPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 && parts[code] === 1;
}
