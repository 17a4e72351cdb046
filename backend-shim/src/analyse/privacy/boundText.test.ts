import fc from 'fast-check';
import { boundText } from './boundText.ts';

describe('boundText', () => {
  it('keeps what is short', () => {
    expect(boundText('word', 4)).toBe('word');
  });

  it('cuts between words, and says how much is missing', () => {
    const text = Array.from({ length: 100 }, (_, at) => `word${at}`).join(' ');
    const [head, missing, tail] = /^(.*) \[…(\d+) characters left out…\] (.*)$/.exec(boundText(text, 256))!.slice(1);
    const words = text.split(' ');
    expect(words.slice(0, head.split(' ').length).join(' ')).toBe(head);
    expect(words.slice(-tail.split(' ').length).join(' ')).toBe(tail);
    expect(head.length + Number(missing) + tail.length).toBe(text.length);
  });

  it('is never longer than it may be', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 2_000 }),
        fc.integer({ min: 256, max: 1_000 }),
        (text, max) => {
          expect(boundText(text, max).length).toBeLessThanOrEqual(max);
          expect(boundText(text, max).isWellFormed()).toBe(true);
        }
      )
    );
  });
});
