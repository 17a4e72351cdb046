/** Whether so many words of 32 bits are all zeroes. */
export function isZero(view: DataView, at: number, words: number): boolean {
  for (let word = 0; word < words; word++) {
    if (view.getInt32(at + word * 4) !== 0) {
      return false;
    }
  }
  return true;
}
