/** Ids as the database has them; hexadecimal. */
export function buffersOf(ids: string[]): Buffer[] {
  return ids.map((id) => Buffer.from(id, 'hex'));
}
