import { suggest } from './suggest';

const known = {
  route: [
    { value: 'checkout/cart/index', describe: '' },
    { value: 'catalog/product/view', describe: '' },
  ],
  type: [{ value: 'Two words', describe: '' }],
};

const texts = (text: string, caret = text.length) => suggest(text, caret, known).map((completion) => completion.text);

test('fields by what they begin with', () => {
  expect(texts('ro')).toEqual(['route:']);
  expect(texts('')).toContain('is:');
});

test("the language's values, then those that the page knows of, by any part of them", () => {
  expect(texts('is:re')).toEqual(['resolved', 'regressed']);
  expect(texts('route:CART')).toEqual(['checkout/cart/index']);
  expect(texts('!route:')).toHaveLength(2);
  expect(texts('visitor:4')).toEqual([]);
});

test('what takes the place of the word at the caret', () => {
  expect(suggest('is:open route:cat*', 17, known)).toEqual([
    { text: 'catalog/product/view', describe: '', from: 14, to: 18 },
  ]);
});

test('quotes what has to be', () => {
  expect(texts('type:two')).toEqual(['"Two words"']);
});

test('what is written already is not offered', () => {
  expect(texts('is:open')).toEqual([]);
  expect(texts('route:catalog/product/view')).toEqual([]);
});
