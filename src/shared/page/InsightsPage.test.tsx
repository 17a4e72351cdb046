import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import React, { type ReactNode } from 'react';
import { createQueryClient } from '../datasource/queryClient';
import { fakeGrafana } from '../testing/fakeGrafana';
import { fakeLayout } from '../testing/fakeLayout';
import { GrafanaRouter } from '../testing/renderPage';
import { InsightsPage } from './InsightsPage';
import { PageStateProvider } from './PageStateProvider';

// Outside of Grafana the real one leaves the actions away.
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PluginPage: ({ actions, children }: { actions: ReactNode; children: ReactNode }) => [actions, children],
}));

beforeEach(fakeLayout);
afterEach(() => jest.restoreAllMocks());

async function open(ofAllTime: boolean) {
  fakeGrafana({ url: '/?store=shop%2F1' });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <GrafanaRouter>
        <PageStateProvider>
          <InsightsPage ofAllTime={ofAllTime}>content</InsightsPage>
        </PageStateProvider>
      </GrafanaRouter>
    </QueryClientProvider>
  );
  expect(await screen.findByText('content')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Refresh' })).toBeVisible();
  return [
    screen.queryByRole('button', { name: 'Move time range backwards' }),
    screen.queryByRole('combobox', { name: 'Store' }),
  ];
}

test('lets choose time range and store', async () => {
  expect((await open(false)).every(Boolean)).toBe(true);
});

test('lets choose neither where they would change nothing', async () => {
  expect((await open(true)).some(Boolean)).toBe(false);
});
