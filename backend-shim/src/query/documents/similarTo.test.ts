import { fakeProblems } from '../testing/fakeContext.ts';
import { noon } from '../testing/fakePool.ts';
import { similarTo } from './similarTo.ts';

const idOf = (digit: string) => digit.repeat(32);

async function similar(...others: Parameters<typeof fakeProblems>[0]) {
  const own = { id: idOf('1'), file: '/srv/shop/Tax.php', line: 12, title: 'It broke', route: 'checkout/cart' };
  const problems = await fakeProblems([own, ...others])();
  return similarTo(problems.get(own.id)!, problems).map(({ id, why }) => `${id[0]} ${why}`);
}

it('tells what is alike, the most alike first', async () => {
  expect(
    await similar(
      { id: idOf('2'), file: 'Rate.php', title: 'Else', route: 'checkout/cart' },
      { id: idOf('3'), file: 'Tax.php', line: 99, title: 'Else' },
      { id: idOf('4'), file: 'Other.php', title: 'It broke' },
      { id: idOf('5'), type: 'ValueError', file: 'Tax.php', line: 12, title: 'Else' },
      { id: idOf('6'), type: 'ValueError', file: 'Else.php', title: 'It broke' }
    )
  ).toEqual([
    '5 Thrown at the same place',
    '4 The same message',
    '3 The same type in the same file',
    '2 The same type at the same route',
  ]);
});

it('knows nothing of what is not known, nor of its own parts', async () => {
  expect(await similar({ id: idOf('2'), file: '', line: 0, title: 'Else' })).toEqual([]);
  expect(await similar({ id: idOf('2'), title: 'It broke', mergedInto: idOf('1') })).toEqual([]);
});

it('tells five at most, of equals those seen last', async () => {
  const many = [...'23456789'].map((digit, at) => ({
    id: idOf(digit),
    file: 'X.php',
    title: 'It broke',
    lastSeen: noon + at,
  }));
  expect((await similar(...many)).map(([id]) => id)).toEqual(['9', '8', '7', '6', '5']);
});
