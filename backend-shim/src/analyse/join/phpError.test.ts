import { formatPhpError, parsePhpError, phpErrorLevel } from './phpError.ts';

describe('parsePhpError', () => {
  it.each([
    [
      'Warning: Undefined array key "roast"  in /srv/store/app/x.php on line 17',
      'Warning',
      'Undefined array key "roast"',
      '/srv/store/app/x.php',
      17,
    ],
    [
      'User Deprecated Functionality: Use LOG_WARNING instead  in /srv/x.php on line 8',
      'User Deprecated Functionality',
      'Use LOG_WARNING instead',
      '/srv/x.php',
      8,
    ],
    [
      'Deprecated functionality: a in b\nand c  in /srv/x.php on line 8',
      'Deprecated functionality',
      'a in b\nand c',
      '/srv/x.php',
      8,
    ],
    ["Notice: x  in /srv/x.php(3) : eval()'d code on line 1", 'Notice', 'x', "/srv/x.php(3) : eval()'d code", 1],
    ['Unknown error (4096): x  in /a.php on line 2', 'Unknown error (4096)', 'x', '/a.php', 2],
  ])('%s', (text, level, message, file, line) => {
    const error = parsePhpError(text)!;
    expect(error).toEqual({ level, message, file, line });
    expect(parsePhpError(formatPhpError(error))).toEqual(error);
  });

  it.each([
    'Warning: roaster too hot',
    'Something: x in /a.php on line 2',
    'in /a.php on line 2',
    'Warning: on line 3',
    '',
  ])('is not %s', (text) => {
    expect(parsePhpError(text)).toBeNull();
  });
});

describe('phpErrorLevel', () => {
  it.each([
    ['warning', 'Warning'],
    ['deprecated', 'Deprecated functionality'],
    ['unknown_16384', 'User Deprecated Functionality'],
    ['unknown_2048', 'Strict Notice'],
    ['unknown_99', 'Unknown error (99)'],
    ['something_new', 'something_new'],
  ])('%s is %s', (type, level) => {
    expect(phpErrorLevel(type)).toBe(level);
  });
});
