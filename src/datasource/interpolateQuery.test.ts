import type { TemplateSrv } from '@grafana/runtime';
import type { InsightsQuery } from './InsightsQuery';
import { interpolateQuery } from './interpolateQuery';

type Value = string | string[];

/** One variable, `$store`, as Grafana's service hands its value to a format function. */
function templates(value: Value, variable = { name: 'store', multi: false }): TemplateSrv {
  const replace = (text = '', _: unknown, format?: unknown) =>
    text.replace('$store', () => (format as (value: Value, variable: object) => string)(value, variable));
  return { replace } as TemplateSrv;
}

function interpolated(query: object, service = templates('shop/1')) {
  return interpolateQuery({ refId: 'A', ...query } as InsightsQuery, {}, service);
}

it('replaces a variable and leaves the rest alone', () => {
  expect(interpolated({ queryType: 'requests', store: '$store', limit: 5 })).toEqual({
    refId: 'A',
    queryType: 'requests',
    store: 'shop/1',
    limit: 5,
  });
});

it('takes "All" for no filter', () => {
  expect(interpolated({ queryType: 'orders', store: '$store' }, templates(['shop/1', 'shop/2']))).toMatchObject({
    store: '',
  });
});

it('takes one chosen value of several as that value', () => {
  expect(interpolated({ queryType: 'orders', store: '$store' }, templates(['shop/2']))).toMatchObject({
    store: 'shop/2',
  });
});

it('refuses several values rather than to show another figure', () => {
  const several = templates(['shop/1', 'shop/2'], { name: 'store', multi: true });
  expect(() => interpolated({ queryType: 'orders', store: '$store' }, several)).toThrow('"store" holds several values');
});

it.each([
  ['0AF7651916CD43DD8448EB211C80319C'],
  [' 0af7651916cd43dd8448eb211c80319c\n'],
  ['0af76519-16cd-43dd-8448-eb211c80319c'],
  ['"0af7651916cd43dd8448eb211c80319c"'],
])('reads a pasted trace id: %j', (traceId) => {
  expect(interpolated({ queryType: 'trace', traceId })).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c' });
});

it('keeps capitals and dashes of what is no id', () => {
  expect(interpolated({ queryType: 'problems', search: 'Foo-Bar' })).toMatchObject({ search: 'Foo-Bar' });
});
