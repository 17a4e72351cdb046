import { createBreathing } from './createBreathing.ts';

it('lets others have the thread when it was had for long, and not before', async () => {
  let time = 0;
  const breathe = createBreathing(() => time);
  const turns: string[] = [];
  setImmediate(() => turns.push('others'));
  await breathe();
  turns.push('soon');
  time = 8;
  await breathe();
  turns.push('late');
  expect(turns).toEqual(['soon', 'others', 'late']);
});
