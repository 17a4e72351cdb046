/** A 64-bit integer as a number, or as its decimal digits where a double could not hold it exactly. */
export function exactInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}
