import { foldFrames } from './foldFrames';
import { formatStack } from './formatStack';

function frames(own: string) {
  return [...own].map((letter, index) => ({ function: `f${index}`, file: '', line: 0, inApp: letter === 'S' }));
}

/** S for a frame of the shop, l for a library's, a number for a fold. */
function folded(own: string): string {
  return foldFrames(frames(own))
    .map((entry) => (entry.kind === 'library' ? entry.frames.length : entry.frame.inApp ? 'S' : 'l'))
    .join('');
}

test.each([
  ['SlllS', 'S3S'],
  ['SlS', 'SlS'],
  ['Sll', 'S2'],
  ['lllS', 'l2S'],
  ['lll', 'lll'],
  ['', ''],
])('%s folds to %s', (own, expected) => {
  expect(folded(own)).toBe(expected);
});

test('a frame that repeats is told once, with how often', () => {
  const frame = { function: 'deep', file: '/a.php', line: 1, inApp: true };
  const other = { ...frame, line: 2 };
  expect(foldFrames([frame, frame, frame, other, frame])).toEqual([
    { kind: 'frame', frame, times: 3 },
    { kind: 'frame', frame: other, times: 1 },
    { kind: 'frame', frame, times: 1 },
  ]);
});

test('copies the whole chain, folded frames and all', () => {
  const stack = [
    {
      type: 'A',
      message: 'outer',
      file: '/a.php',
      line: 1,
      frames: [{ function: 'f->g', file: '/b.php', line: 2, inApp: false }],
    },
    { type: 'B', message: 'inner', file: '', line: 0, frames: [{ function: 'main', file: '', line: 0, inApp: true }] },
  ];
  expect(formatStack(stack)).toBe(
    ['A: outer', '  thrown in /a.php:1', '  at f->g (/b.php:2)', 'Caused by: B: inner', '  at main'].join('\n')
  );
});
