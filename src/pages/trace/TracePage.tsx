import { locationUtil } from '@grafana/data';
import React from 'react';
import { useParams } from 'react-router-dom';
import { paths } from '../../shared/navigation/paths';
import { useLinkTo } from '../../shared/navigation/useLinkTo';
import { InsightsPage } from '../../shared/page/InsightsPage';
import { Trace } from './Trace';

export function TracePage() {
  const { id = '' } = useParams();
  const linkTo = useLinkTo();
  // Grafana shows one crumb for a path: this one is the app's own, and keeps the time range.
  const app = { text: 'Maho Insights', url: locationUtil.assureBaseUrl(linkTo(paths.overview())) };
  return (
    <InsightsPage pageNav={{ text: `Trace ${id.slice(0, 8)}`, parentItem: app }} ofAllTime>
      <Trace key={id} traceId={id} />
    </InsightsPage>
  );
}
