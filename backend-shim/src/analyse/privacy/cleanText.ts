const unusual = /[^\t\n\x20-\x7e]/;
// The colours of terminals.
const colours = /\u001b\[[0-9;?]{0,32}[ -/]{0,4}[@-~]/g;
// Controls but line feed and tab, characters that turn the direction of writing, and those that cannot be seen.
const controls =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Well-formed text without control characters, and without those that turn the direction of writing or hide in it. */
export function cleanText(text: string): string {
  if (!unusual.test(text)) {
    return text;
  }
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return (lines.includes('\u001b') ? lines.replace(colours, '') : lines).replace(controls, '').toWellFormed();
}
