/** A call whose answer is good for a while; one that fails is made again the next time. */
export function atMostEvery<T>(ms: number, call: () => Promise<T>, now: () => number = Date.now): () => Promise<T> {
  let answer: Promise<T> | null = null;
  let until = 0;
  return () => {
    if (answer === null || now() >= until) {
      until = now() + ms;
      const asked = call();
      answer = asked;
      asked.catch(() => {
        answer = answer === asked ? null : answer;
      });
    }
    return answer;
  };
}
