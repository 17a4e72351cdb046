import type { DataSourceApi, DataSourceSettings } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { PluginPage } from '../chrome/PluginPage';

const emptySettings = { url: '', jsonData: {}, secureJsonData: {}, secureJsonFields: {} };
const pageNav = {
  text: 'Data source settings',
  subTitle: 'The preview host is set up by its environment: changes are not kept.',
};

/** Shows the datasource's config editor, and its health check. */
export function DatasourcePage() {
  const { uid = '' } = useParams();
  const [datasource, setDatasource] = useState<DataSourceApi>();
  const [settings, setSettings] = useState(emptySettings as unknown as DataSourceSettings);
  const [health, setHealth] = useState<{ status: string; message: string }>();

  useEffect(() => {
    void getDataSourceSrv().get(uid).then(setDatasource);
  }, [uid]);

  const test = () =>
    getBackendSrv()
      .get(`/api/datasources/uid/${uid}/health`, undefined, undefined, { showErrorAlert: false })
      .catch(({ data }) => data)
      .then(setHealth);

  const Editor = datasource?.components?.ConfigEditor;
  return (
    <PluginPage pageNav={pageNav}>
      {Editor ? <Editor options={settings} onOptionsChange={setSettings} /> : <LoadingPlaceholder text="Loading ..." />}
      <p>
        <Button onClick={test}>Test</Button>
      </p>
      {health && <Alert severity={health.status === 'OK' ? 'success' : 'error'} title={health.message} />}
    </PluginPage>
  );
}
