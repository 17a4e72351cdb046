import { unavailable, refusedMessage } from '../testing/failures.ts';
import { formatSpanStack, parseSpanStack } from './spanStack.ts';

describe('parseSpanStack', () => {
  it('reads types, messages and places, with backslashes for dots', () => {
    const [thrown] = parseSpanStack(
      'Maho.Exception: Line one\nline two\n\tat Maho.DataObject.__call(DataObject.php:658)\n\tat intdiv(Card.php:7)\n\tat {main}(index.php:71)'
    );
    expect(thrown).toMatchObject({
      type: 'Maho\\Exception',
      message: 'Line one\nline two',
      file: 'DataObject.php',
      line: 658,
    });
    expect(thrown.frames).toEqual([
      { function: 'Maho\\DataObject::__call', file: 'DataObject.php', line: 658 },
      { function: 'intdiv', file: 'Card.php', line: 7 },
      { function: '{main}', file: 'index.php', line: 71 },
    ]);
  });

  it('completes the frames that a cause shares with its wrapper', () => {
    const [wrapper, cause] = parseSpanStack(unavailable().attributes['exception.stacktrace'] as string);
    expect(wrapper.type).toBe('Acme\\Pay\\Exception\\Unavailable');
    expect(cause.message).toBe(refusedMessage);
    expect(cause.frames.slice(-wrapper.frames.length + 1)).toEqual(wrapper.frames.slice(1));
    expect(cause.frames[3]).toEqual({ function: 'Acme_Pay_Model_Api::call', file: 'Api.php', line: 31 });
  });

  it('reads closures, functions called by PHP itself and exceptions without a message', () => {
    const [thrown] = parseSpanStack(
      'LogicException\n\tat Acme_Model.{closure:Acme_Model::run():19}(Model.php:19)\n\tat array_map(Unknown Source)\n\tat {closure:/srv/a.php:3}(a.php:3)\n\tat {main}(index.php:1)'
    );
    expect(thrown).toMatchObject({ type: 'LogicException', message: '' });
    expect(thrown.frames.map((frame) => frame.function)).toEqual([
      'Acme_Model::{closure:Acme_Model::run():19}',
      'array_map',
      '{closure:/srv/a.php:3}',
      '{main}',
    ]);
    expect(thrown.frames[1]).toMatchObject({ file: '', line: 0 });
  });

  it.each([
    ['nothing', ''],
    ['text', 'no stack here'],
    ["PHP's own format", 'X: y in /a.php:1\nStack trace:\n#0 {main}'],
  ])('finds nothing in %s', (_what, text) => {
    expect(parseSpanStack(text)).toEqual([]);
  });

  it('writes what it reads', () => {
    const text = unavailable().attributes['exception.stacktrace'] as string;
    const written = formatSpanStack(parseSpanStack(text));
    expect(parseSpanStack(written)).toEqual(parseSpanStack(text));
    expect(formatSpanStack(parseSpanStack(written))).toBe(written);
    expect(written).toMatch(/\.\.\. \d+ more$/);
  });
});
