import { CoreApp, type DataQuery, type DataSourceApi } from '@grafana/data';
import { getDataSourceSrv, locationService } from '@grafana/runtime';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { PluginPage } from '../chrome/PluginPage';
import { DataFrames } from '../panels/DataFrames';
import { PageTimeRange } from './PageTimeRange';
import { useQueryResult } from './useQueryResult';
import { useUrlTimeRange } from './useUrlTimeRange';

const pageNav = { text: 'Explore' };

/** Stands in for Explore: the datasource's query editor (`?query=` as JSON) and what it answers. */
export function ExplorePage() {
  const [datasource, setDatasource] = useState<DataSourceApi>();
  const [range, setRange] = useUrlTimeRange();
  const { search } = useLocation();
  const asked = new URLSearchParams(search).get('query');
  const query = useMemo(() => readQuery(asked, datasource), [asked, datasource]);
  const { data, running, run } = useQueryResult(datasource, query, range);

  useEffect(() => {
    void getDataSourceSrv().get().then(setDatasource);
  }, []);

  const Editor = datasource?.components?.QueryEditor;
  if (!datasource || !Editor) {
    return <LoadingPlaceholder text="Loading ..." />;
  }
  return (
    <PluginPage pageNav={pageNav} actions={<PageTimeRange value={range} onChange={setRange} />}>
      <Editor
        datasource={datasource}
        query={query}
        app={CoreApp.Explore}
        onChange={(changed) => locationService.partial({ query: JSON.stringify(changed) }, true)}
        onRunQuery={run}
      />
      {running ? <LoadingPlaceholder text="Running ..." /> : <DataFrames data={data} range={range} />}
    </PluginPage>
  );
}

function readQuery(text: string | null, datasource: DataSourceApi | undefined): DataQuery {
  const initial = { refId: 'A', ...datasource?.getDefaultQuery?.(CoreApp.Explore) };
  try {
    return text ? { ...JSON.parse(text), refId: 'A' } : initial;
  } catch {
    return initial;
  }
}
