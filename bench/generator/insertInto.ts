import { eachField, wireTypes } from './eachField.ts';

export interface Insertion {
  /** Offset in the body, within a text. */
  at: number;
  text: string;
}

/**
 * Puts texts into a protobuf body and sets the lengths of all messages around them.
 * @param path - the field of each message that leads to the texts, the texts' own field last
 * @param insertions - in the order of their offsets
 */
export function insertInto(body: Buffer, path: number[], insertions: Insertion[]): Buffer {
  return insertions.length === 0 ? body : Buffer.concat(rebuild(body, 0, body.length, path, insertions));
}

function rebuild(body: Buffer, from: number, to: number, path: number[], insertions: Insertion[]): Buffer[] {
  if (path.length === 0) {
    return spliced(body, from, to, insertions);
  }
  const pieces: Buffer[] = [];
  let copied = from;
  eachField(body, from, to, (field, at, end, type, tagAt) => {
    const inside = insertions.filter((insertion) => insertion.at >= at && insertion.at < end);
    if (field === path[0] && type === wireTypes.lengthDelimited && inside.length > 0) {
      const content = Buffer.concat(rebuild(body, at, end, path.slice(1), inside));
      pieces.push(body.subarray(copied, tagAt), lengthDelimitedHead(field, content.length), content);
      copied = end;
    }
  });
  pieces.push(body.subarray(copied, to));
  return pieces;
}

function spliced(body: Buffer, from: number, to: number, insertions: Insertion[]): Buffer[] {
  const pieces: Buffer[] = [];
  let copied = from;
  for (const { at, text } of insertions) {
    pieces.push(body.subarray(copied, at), Buffer.from(text));
    copied = at;
  }
  pieces.push(body.subarray(copied, to));
  return pieces;
}

export function lengthDelimitedHead(field: number, length: number): Buffer {
  const bytes = [(field << 3) | wireTypes.lengthDelimited];
  for (let rest = length; ; rest >>>= 7) {
    if (rest < 128) {
      bytes.push(rest);
      return Buffer.from(bytes);
    }
    bytes.push((rest & 127) | 128);
  }
}
