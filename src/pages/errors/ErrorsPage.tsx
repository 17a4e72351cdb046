import React from 'react';
import { InsightsPage } from '../../shared/page/InsightsPage';
import { Errors } from './Errors';

export function ErrorsPage() {
  return (
    <InsightsPage>
      <Errors />
    </InsightsPage>
  );
}
