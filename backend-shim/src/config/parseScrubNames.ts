const most = 100;
const name = /^[A-Za-z][\w.-]{1,63}$/;

/**
 * Names with commas between them.
 *
 * @throws Error whose message says what is wrong with them, to stand behind the variable's name
 */
export function parseScrubNames(text: string): string[] {
  const names = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const wrong = names.find((part) => !name.test(part));
  if (wrong !== undefined) {
    throw new Error(`holds "${wrong}": a name begins with a letter and has letters, digits, "_", "." or "-", 2 to 64`);
  }
  if (names.length > most) {
    throw new Error(`holds ${names.length} names: there may be ${most}`);
  }
  return names;
}
