/**
 * The same function with its last answers remembered: a store sends the same few names and statements over and over.
 * Of long texts and answers nothing is kept, and when `max` are kept all are forgotten.
 */
export function remember<T>(compute: (text: string) => T, max: number, longest: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longest) {
      return compute(text);
    }
    let answer = known.get(text);
    if (answer === undefined) {
      answer = compute(text);
      if (known.size >= max) {
        known.clear();
      }
      known.set(text, answer);
    }
    return answer;
  };
}
