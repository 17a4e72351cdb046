/** @throws Error that names the option, when the text is no number above 0 */
export function positive(name: string, text: string | undefined): number | null {
  if (text === undefined) {
    return null;
  }
  const value = Number(text.replaceAll(/[,_]/g, ''));
  if (!(value > 0)) {
    throw new Error(`--${name} takes a number above 0, not ${text}`);
  }
  return value;
}
