const mostIds = 500;

/** Asks for many ids (32 hexadecimal digits each) in bounded lists, in order, and joins the answers. */
export async function inChunks<T>(ids: string[], ask: (chunk: Buffer[]) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  const sorted = ids.toSorted();
  for (let at = 0; at < sorted.length; at += mostIds) {
    const answers = await ask(sorted.slice(at, at + mostIds).map((id) => Buffer.from(id, 'hex')));
    for (const answer of answers) {
      all.push(answer);
    }
  }
  return all;
}
