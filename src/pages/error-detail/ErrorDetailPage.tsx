import { locationUtil } from '@grafana/data';
import React, { useState } from 'react';
import { useParams } from 'react-router-dom';
import { ErrorDetail } from '../../shared/error-detail/ErrorDetail';
import { paths } from '../../shared/navigation/paths';
import { useLinkTo } from '../../shared/navigation/useLinkTo';
import { InsightsPage } from '../../shared/page/InsightsPage';
import { ProblemTitle } from './ProblemTitle';
import { usePageView } from './usePageView';

export function ErrorDetailPage() {
  const { id = '' } = useParams();
  const view = usePageView();
  const linkTo = useLinkTo();
  const [title, setTitle] = useState('Problem');
  const errors = { text: 'Errors', url: locationUtil.assureBaseUrl(linkTo(paths.errors())) };
  return (
    <InsightsPage pageNav={{ text: title, parentItem: errors }}>
      <ProblemTitle problemId={id} onTitle={setTitle} />
      <ErrorDetail key={id} problemId={id} view={view} />
    </InsightsPage>
  );
}
