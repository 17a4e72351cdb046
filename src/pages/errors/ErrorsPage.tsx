import { locationUtil } from '@grafana/data';
import React from 'react';
import { paths } from '../../shared/navigation/paths';
import { InsightsPage } from '../../shared/page/InsightsPage';
import { Errors } from './Errors';

/** Named by the page itself: under a sub-path Grafana does not find its entry in the menu. */
export function ErrorsPage() {
  return (
    <InsightsPage pageNav={{ text: 'Errors', url: locationUtil.assureBaseUrl(paths.errors()) }}>
      <Errors />
    </InsightsPage>
  );
}
