import type { Row } from './Row.ts';
import { withRemainder } from './withRemainder.ts';

const row = (changes: Partial<Row>): Row => ({
  service: 'shop',
  storeId: null,
  status: '',
  currency: '',
  bucket: 0,
  value: 1,
  weight: 0,
  ...changes,
});

it('adds of no store what the traces do not tell, bucket by bucket', () => {
  const traced = [row({ storeId: 1, value: 2 }), row({ storeId: 2, value: 1 }), row({ storeId: 1, bucket: 1 })];
  const counted = [row({ value: 10 }), row({ bucket: 1, value: 1 }), row({ bucket: 2, value: 4 })];
  expect(withRemainder(traced, counted)).toEqual([...traced, row({ value: 7 }), row({ bucket: 2, value: 4 })]);
});

it('takes a failed request for the same one, whatever status each source tells', () => {
  const traced = [row({ storeId: 1, status: '503' })];
  expect(withRemainder(traced, [row({ status: '500' })])).toEqual(traced);
  expect(withRemainder(traced, [row({ status: '200', value: 3 }), row({ status: '500' })]).slice(1)).toEqual([
    row({ status: '200', value: 2 }),
    row({ status: '500', value: 1 }),
  ]);
});

it('never mixes currencies', () => {
  const counted = [row({ currency: 'USD', value: 20 }), row({ currency: 'EUR', value: 10 })];
  expect(withRemainder([row({ storeId: 1, currency: 'EUR', value: 10 })], counted).slice(1)).toEqual([
    row({ currency: 'USD', value: 20 }),
  ]);
});
