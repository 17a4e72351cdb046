import React from 'react';
import { InsightsPage } from '../../shared/page/InsightsPage';
import { Overview } from './Overview';

export function OverviewPage() {
  return (
    <InsightsPage pageNav={{ text: 'Overview' }}>
      <Overview />
    </InsightsPage>
  );
}
