import { CoreApp, toDataFrame, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { DataSourceWithBackend } from '@grafana/runtime';
import { lastValueFrom, of } from 'rxjs';
import { InsightsDataSource } from './InsightsDataSource';
import type { InsightsOptions } from './InsightsOptions';
import type { InsightsQuery } from './InsightsQuery';

const settings = { uid: 'ins', name: 'Insights', type: 'maho-insights-datasource' };
const datasource = new InsightsDataSource(settings as DataSourceInstanceSettings<InsightsOptions>);

function answer(...frames: Parameters<typeof toDataFrame>) {
  jest.spyOn(DataSourceWithBackend.prototype, 'query').mockReturnValue(of({ data: frames.map(toDataFrame) }));
  return lastValueFrom(datasource.query({ targets: [] } as unknown as DataQueryRequest<InsightsQuery>));
}

describe('filterQuery', () => {
  const sent = (query: object) => datasource.filterQuery({ refId: 'A', ...query } as InsightsQuery);

  it('sends a complete query', () => {
    expect(sent({ queryType: 'trace', traceId: 'ab' })).toBe(true);
    expect(sent({ queryType: 'orders' })).toBe(true);
  });

  it.each([
    [{}],
    [{ queryType: 'trace', traceId: '' }],
    [{ queryType: 'occurrences' }],
    [{ queryType: 'distributions', problemId: '' }],
    [{ queryType: 'orders', hide: true }],
  ])('does not send %j', (query) => {
    expect(sent(query)).toBe(false);
  });
});

it('links a trace id to its trace in Explore, on the same datasource', async () => {
  const { data } = await answer({ fields: [{ name: 'time' }, { name: 'traceId', config: { unit: 'x' } }] });
  expect(data[0].fields[0].config.links).toBeUndefined();
  expect(data[0].fields[1].config).toMatchObject({
    unit: 'x',
    links: [{ internal: { datasourceUid: 'ins', query: { queryType: 'trace', traceId: '${__value.raw}' } } }],
  });
});

it('links a problem to its page, and no other id', async () => {
  const { data } = await answer({ fields: [{ name: 'id' }, { name: 'occurrences' }] });
  expect(data[0].fields[0].config.links[0].url).toBe('/a/maho-insights-app/errors/${__value.raw}?${__url_time_range}');
  const other = await answer({ fields: [{ name: 'id' }] });
  expect(other.data[0].fields[0].config.links).toBeUndefined();
});

it('links the problems of events, and those that series are told by', async () => {
  for (const name of ['problemId', 'problem']) {
    const { data } = await answer({ fields: [{ name: 'time' }, { name }] });
    expect(data[0].fields[1].config.links[0].url).toContain('/errors/${__value.raw}');
  }
});

it('marks new versions when an annotation is made, in a form that Grafana reads', () => {
  expect(datasource.annotations.getDefaultQuery?.()).toEqual({ queryType: 'annotations', of: 'versions' });
});

it('lists stores for a dashboard variable', async () => {
  jest.spyOn(datasource, 'getResource').mockResolvedValue([{ key: 'shop/1', service: 'shop', storeId: 1, code: 'en' }]);
  expect(await datasource.metricFindQuery()).toEqual([{ text: 'en', value: 'shop/1' }]);
});

it('asks alert rules for a figure that they can evaluate', () => {
  expect(datasource.getDefaultQuery(CoreApp.UnifiedAlerting)).toMatchObject({ queryType: 'figure', format: 'total' });
});
