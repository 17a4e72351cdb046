import Pbf from 'pbf';
import { insertInto } from './insertInto.ts';

/** Two levels of messages around a text, with other fields beside. */
function encode(texts: string[]): Buffer {
  const pbf = new Pbf();
  pbf.writeVarintField(7, 300);
  for (const text of texts) {
    pbf.writeMessage(
      1,
      (value: string, inner: Pbf) => {
        inner.writeFixed64Field(3, 12345);
        inner.writeMessage(2, (deep: string, leaf: Pbf) => leaf.writeStringField(4, deep), value);
      },
      text
    );
  }
  pbf.writeStringField(9, 'end');
  return Buffer.from(pbf.finish());
}

it('writes what encoding the longer texts would have written', () => {
  const long = 'x'.repeat(120);
  const body = encode([`id = 7, ${long}`, 'untouched', 'id = 8']);
  const at = (text: string) => body.indexOf(text);
  const insertions = [
    { at: at('7, x'), text: '10000' },
    { at: at(long) + 60, text: 'y'.repeat(200) },
    { at: at('id = 8') + 5, text: '20000' },
  ];
  const middle = `${'x'.repeat(60)}${'y'.repeat(200)}${'x'.repeat(60)}`;
  expect(insertInto(body, [1, 2, 4], insertions)).toEqual(
    encode([`id = 100007, ${middle}`, 'untouched', 'id = 200008'])
  );
});

it('leaves a body without insertions as it is', () => {
  const body = encode(['a']);
  expect(insertInto(body, [1, 2, 4], [])).toBe(body);
});
