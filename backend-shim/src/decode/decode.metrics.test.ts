import { type Json } from './testing/encodeProtobuf.ts';
import { decodeBoth, metrics, spanId, time, traceId } from './testing/exports.ts';

describe('a metric', () => {
  const point = {
    startTimeUnixNano: '1',
    timeUnixNano: time,
    attributes: [{ key: 'currency', value: { stringValue: 'EUR' } }],
  };
  const sum = (dataPoints: Json[], more = {}) => ({
    name: 'maho.orders',
    unit: '{order}',
    sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints, ...more },
  });
  const histogram = (dataPoints: Json[], more = {}) => ({
    name: 'http.server.request.duration',
    unit: 's',
    histogram: { aggregationTemporality: 1, dataPoints, ...more },
  });

  it('that is a counter gives its points', () => {
    const { points } = decodeBoth(
      'metrics',
      metrics(
        sum([
          { ...point, asInt: '3' },
          { ...point, asDouble: 52.5 },
        ])
      )
    );
    expect(points).toEqual([
      expect.objectContaining({
        name: 'maho.orders',
        unit: '{order}',
        count: 3,
        sum: 3,
        min: null,
        max: null,
        time: 1_795_447_948_309_574,
        attributes: { currency: 'EUR' },
        traceId: '',
      }),
      expect.objectContaining({ count: 52.5, sum: 52.5 }),
    ]);
    expect(points[0].identity).not.toBe(points[1].identity);
  });

  it('that is a histogram gives its points, with the trace of the first exemplar', () => {
    const exemplars = [
      { asDouble: 0.7, traceId, spanId },
      { asDouble: 0.1, traceId: `${traceId.slice(1)}0`, spanId },
    ];
    const { points } = decodeBoth(
      'metrics',
      metrics(
        histogram([
          {
            ...point,
            count: '2',
            sum: 0.8,
            min: 0.1,
            max: 0.7,
            bucketCounts: ['0', '2'],
            explicitBounds: [0],
            exemplars,
          },
        ])
      )
    );
    expect(points).toEqual([expect.objectContaining({ count: 2, sum: 0.8, min: 0.1, max: 0.7, traceId })]);
  });

  it('with nothing to tell gives no points', () => {
    const gauge = { name: 'g', gauge: { dataPoints: [{ ...point, asInt: '1' }] } };
    const summary = { name: 's', summary: { dataPoints: [point] } };
    const noValue = { ...point, asInt: '1', flags: 1 };
    const request = metrics(
      sum([{ ...point, asInt: '0' }, noValue]),
      histogram([{ ...point, count: '0', sum: 0 }]),
      histogram([]),
      gauge,
      summary,
      sum([{ ...point, asInt: '-1' }], { isMonotonic: false })
    );
    expect(decodeBoth('metrics', request)).toMatchObject({ points: [], rejected: [] });
  });

  it('that is a total since the start is rejected, every point of it', () => {
    const request = metrics(
      sum([point, point], { aggregationTemporality: 2 }),
      histogram([point], { aggregationTemporality: 0 })
    );
    expect(decodeBoth('metrics', request)).toMatchObject({
      points: [],
      rejected: [{ count: 3, reason: 'temporality is not delta' }],
    });
  });

  it('with a value that is no amount is rejected', () => {
    const request = metrics(
      sum([
        { ...point, asDouble: 'NaN' },
        { ...point, asInt: '-4' },
      ]),
      histogram([{ ...point, count: '1', sum: 'Infinity' }])
    );
    expect(decodeBoth('metrics', request)).toMatchObject({ points: [], rejected: [{ count: 3 }] });
  });
});
