import Pbf from 'pbf';
import { firstSpans } from './firstSpans.ts';

interface Span {
  trace: number;
  id: number;
  parent?: number;
  start: number;
}

function encode(spans: Span[]): Buffer {
  const pbf = new Pbf();
  const writeSpan = ({ trace, id, parent, start }: Span, span: Pbf) => {
    span.writeBytesField(1, Buffer.alloc(16, trace));
    span.writeBytesField(2, Buffer.alloc(8, id));
    if (parent !== undefined) {
      span.writeBytesField(4, Buffer.alloc(8, parent));
    }
    span.writeFixed64Field(7, start);
  };
  const writeScope = (list: Span[], scope: Pbf) => {
    scope.writeStringField(3, 'schema of the scope');
    list.forEach((span) => scope.writeMessage(2, writeSpan, span));
  };
  const writeResource = (list: Span[], resource: Pbf) => {
    resource.writeMessage(2, writeScope, list);
    resource.writeStringField(3, 'schema');
  };
  pbf.writeMessage(1, writeResource, spans);
  return Buffer.from(pbf.finish());
}

it('keeps the spans of each trace that began first, the root before all, in the order of the body', () => {
  const root = { trace: 1, id: 1, start: 100 };
  const early = { trace: 1, id: 2, parent: 1, start: 100 };
  const late = { trace: 1, id: 3, parent: 1, start: 300 };
  const other = { trace: 2, id: 4, start: 900 };
  expect(firstSpans(encode([late, early, other, root]), 2)).toEqual(encode([early, other, root]));
});

it('leaves a body as it is where nothing is too much', () => {
  const body = encode([{ trace: 1, id: 1, start: 1 }]);
  expect(firstSpans(body, 5)).toEqual(body);
});
