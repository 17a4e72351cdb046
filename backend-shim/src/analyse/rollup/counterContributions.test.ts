import type { Attributes, MetricPoint } from '../../pipeline/records.ts';
import { shop } from '../testing/build.ts';
import { counterContributions } from './counterContributions.ts';

function point(parts: Partial<MetricPoint>): MetricPoint {
  return {
    identity: '0'.repeat(32),
    name: 'http.server.request.duration',
    unit: 's',
    time: 1_795_447_960_000_000,
    count: 1,
    sum: 0.25,
    min: null,
    max: null,
    attributes: {},
    traceId: '',
    resource: shop,
    ...parts,
  };
}

describe('counterContributions', () => {
  it('takes of a point what the dimensions say, and nothing else', () => {
    const attributes = {
      'http.request.method': 'GET',
      'http.response.status_code': '404',
      'maho.order.currency': 'EUR',
      'maho.payment.method': 'card',
      'process.pid': 42,
    };
    expect(counterContributions([point({ attributes })])).toEqual([
      {
        kind: 'counters',
        minute: Math.floor(1_795_447_960 / 60),
        dimensions: ['shop', 'http.server.request.duration', 's', 'GET', '404', 'EUR', 'card'],
        values: [1, 0.25],
        durations: [],
      },
    ]);
  });

  it('tells milliseconds in seconds', () => {
    const [contribution] = counterContributions([point({ unit: 'ms', count: 3, sum: 1_234.5 })]);
    expect(contribution).toMatchObject({ values: [3, 1.2345] });
    expect(contribution.dimensions[2]).toBe('s');
  });

  it.each([[undefined], [''], ['none'], [70_000], [-1], [true], [Number.NaN]])('knows no status %j', (status) => {
    const attributes: Attributes = status === undefined ? {} : { 'http.response.status_code': status };
    expect(counterContributions([point({ attributes })])[0].dimensions[4]).toBe('');
  });

  it('takes nonsense for nothing', () => {
    expect(counterContributions([point({ sum: Number.NaN, count: Infinity })])[0].values).toEqual([0, 0]);
  });
});
