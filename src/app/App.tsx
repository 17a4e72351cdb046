import type { AppRootProps } from '@grafana/data';
import { ErrorBoundaryAlert } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import React, { useState } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import { ErrorDetailPage } from '../pages/error-detail/ErrorDetailPage';
import { ErrorsPage } from '../pages/errors/ErrorsPage';
import { OverviewPage } from '../pages/overview/OverviewPage';
import { TracePage } from '../pages/trace/TracePage';
import { createQueryClient } from '../shared/datasource/queryClient';
import { PageStateProvider } from '../shared/page/PageStateProvider';
import { UnknownPage } from './UnknownPage';

export function App(_: AppRootProps) {
  const [client] = useState(createQueryClient);
  const { pathname } = useLocation();
  return (
    <QueryClientProvider client={client}>
      <ErrorBoundaryAlert style="page" title="This page failed" dependencies={[pathname]}>
        <PageStateProvider>
          <Routes>
            <Route index element={<OverviewPage />} />
            <Route path="errors" element={<ErrorsPage />} />
            <Route path="errors/:id" element={<ErrorDetailPage />} />
            <Route path="traces/:id" element={<TracePage />} />
            <Route path="*" element={<UnknownPage />} />
          </Routes>
        </PageStateProvider>
      </ErrorBoundaryAlert>
    </QueryClientProvider>
  );
}
