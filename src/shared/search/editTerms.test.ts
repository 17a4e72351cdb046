import { parseSearch } from '../../../contract/search';
import { withoutTerms, withTerm } from './editTerms';

test('drops terms and keeps the others as they were written', () => {
  const search = 'is:open "two  words"  !route:checkout* is:mine text';
  expect(withoutTerms(search, ({ field }) => field === 'is')).toBe('"two  words"  !route:checkout* text');
  expect(withoutTerms('is:open', () => true)).toBe('');
});

test.each(['catalog/product/view', 'with "quotes"', 'back\\slash and space'])('asks for the one value %j', (value) => {
  const search = withTerm('text route:old', 'route', value);
  expect(parseSearch(search)).toMatchObject({
    problems: [],
    terms: [
      { field: null, value: 'text' },
      { field: 'route', value },
    ],
  });
});
