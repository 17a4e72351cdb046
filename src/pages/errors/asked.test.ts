import { askedOf, withoutHandled, withoutStatus } from './asked';

const filter = { tab: 'unhandled', status: 'open', search: '' } as const;

test('the filters hold where the search says nothing of them', () => {
  expect(askedOf({ ...filter, search: 'is:mine route:x' })).toEqual({
    status: 'open',
    handled: 'unhandled',
    shownStatus: 'open',
    shownHandled: 'unhandled',
  });
});

test('the search holds where it says the same as a filter', () => {
  expect(askedOf({ ...filter, search: 'is:Resolved handled:yes' })).toEqual({
    status: 'all',
    handled: 'all',
    shownStatus: 'resolved',
    shownHandled: 'handled',
  });
});

test.each(['!is:resolved', 'is:open is:resolved'])('no filter shows %s', (search) => {
  expect(askedOf({ ...filter, search })).toMatchObject({ status: 'all', shownStatus: null });
});

test('a filter chosen later takes the place of what the search says', () => {
  expect(withoutStatus('is:open is:mine !is:ignored text')).toBe('is:mine text');
  expect(withoutHandled('handled:no is:open')).toBe('is:open');
});
