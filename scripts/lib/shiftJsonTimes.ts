/**
 * A quote inside of a JSON string is escaped, so `"timeUnixNano":` can only be a key;
 * replacing digits in the text leaves every other byte as it was sent, which parsing and printing would not.
 */
const times = /"((?:start|end|observed)?[tT]imeUnixNano)"(\s*:\s*)("?)(\d+)\3/g;

/**
 * Moves all times of an OTLP JSON or ndjson body; times of 0 (unknown) stay 0.
 * @param shiftMs - whole milliseconds
 */
export function shiftJsonTimes(body: Uint8Array, shiftMs: number): Uint8Array<ArrayBuffer> {
  const shift = BigInt(shiftMs) * 1_000_000n;
  // latin1 maps every byte to one character and back, so text in UTF-8 passes unharmed.
  const text = Buffer.from(body).toString('latin1');
  const moved = text.replace(times, (all, key: string, colon: string, quote: string, digits: string) =>
    BigInt(digits) === 0n ? all : `"${key}"${colon}${quote}${BigInt(digits) + shift}${quote}`
  );
  return new Uint8Array(Buffer.from(moved, 'latin1'));
}
