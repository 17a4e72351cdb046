export const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/**
 * Calls back for each field of a protobuf message with where the field and its content begin, and where both end.
 * @throws Error where the bytes are no protobuf
 */
export function eachField(
  body: Uint8Array,
  from: number,
  to: number,
  visit: (field: number, at: number, end: number, type: number, tagAt: number) => void
): void {
  let at = from;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = body[at++];
      if (byte === undefined) {
        throw new Error('the body ends in the middle of a field');
      }
      value += (byte & 127) * scale;
      if (byte < 128) {
        return value;
      }
    }
  };
  while (at < to) {
    const tagAt = at;
    const tag = varint();
    const type = tag % 8;
    let content = at;
    if (type === wireTypes.varint) {
      varint();
    } else if (type === wireTypes.fixed64) {
      at += 8;
    } else if (type === wireTypes.fixed32) {
      at += 4;
    } else if (type === wireTypes.lengthDelimited) {
      const length = varint();
      content = at;
      at += length;
    } else {
      throw new Error(`the body holds a field of unknown type ${type}`);
    }
    if (at > to) {
      throw new Error('the body ends in the middle of a field');
    }
    visit(Math.floor(tag / 8), content, at, type, tagAt);
  }
}
