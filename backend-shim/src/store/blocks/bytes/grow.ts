/** The array, or if it holds fewer than `length` numbers, a larger one that begins with them. */
export function grow(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= array.length) {
    return array;
  }
  const larger = new Int32Array(Math.max(length, 2 * array.length));
  larger.set(array);
  return larger;
}
