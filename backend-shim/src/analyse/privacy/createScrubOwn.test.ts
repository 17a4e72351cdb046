import { createScrubber } from './createScrubber.ts';

const { text, message, attributes, logText, path } = createScrubber({
  names: ['vat_id', 'Birth-Day'],
  patterns: [String.raw`\bKD-\d{6}\b`, String.raw`(?i)acct\x20[0-9]+`, '(a+)+b', 'token'],
});

describe('rules of an installation', () => {
  it('hold in texts, messages, log records, attributes and paths', () => {
    expect(text('of KD-448812, ACCT 5')).toBe('of [token], [token]');
    expect(message('vat_id=ATU1 of KD-448812')).toBe('vat_id=[token] of [token]');
    expect(logText('{"birthDay":"1980-01-01"}')).toBe('{"birthDay":[token]}');
    expect(attributes({ 'customer.vat_id': 'x', note: 'KD-448812', birth_day: 5 })).toEqual({
      'customer.vat_id': '[token]',
      note: '[token]',
      birth_day: '[token]',
    });
    expect(path('/a/b/vat_id/x/c')).toBe('/a/b/vat_id/[token]/c');
  });

  it('leave placeholders alone', () => {
    expect(text('a token to kim@mail.example')).toBe('a [token] to [email]');
    expect(text('a [token]')).toBe('a [token]');
  });

  it('take linear time, also those that would take for ever elsewhere', () => {
    expect(text(`${'a'.repeat(16_000)}c`)).toHaveLength(16_001);
  });
});
