import { locationService } from '@grafana/runtime';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { createQueryClient } from '../datasource/queryClient';
import { fakeGrafana, type FakeGrafana } from '../testing/fakeGrafana';
import { fakeLayout } from '../testing/fakeLayout';
import { GrafanaRouter } from '../testing/renderPage';
import { PageControls } from './PageControls';
import { usePageState } from './PageState';
import { PageStateProvider } from './PageStateProvider';
import { storeOptions } from './StoreSwitcher';

const stores = [
  { key: 'shop/1', service: 'shop', storeId: 1, code: 'default' },
  { key: 'shop/2', service: 'shop', storeId: 2, code: 'french' },
];

beforeEach(fakeLayout);
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

function Generation() {
  const { generation } = usePageState();
  return <output>{generation}</output>;
}

function open(url: string, grafana: FakeGrafana = {}) {
  fakeGrafana({ url, ...grafana });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <GrafanaRouter>
        <PageStateProvider>
          <PageControls />
          <Generation />
        </PageStateProvider>
      </GrafanaRouter>
    </QueryClientProvider>
  );
}

test('the range is moved back by half, within the URL', () => {
  open('/?from=1780000000000&to=1780000060000&store=shop%2F1');
  fireEvent.click(screen.getByRole('button', { name: 'Move time range backwards' }));
  const search = locationService.getSearch();
  expect(Date.parse(search.get('from')!)).toBe(1_780_000_000_000 - 30_000);
  expect(Date.parse(search.get('to')!)).toBe(1_780_000_060_000 - 30_000);
  expect(search.get('store')).toBe('shop/1');
});

test('the range is never moved beyond now', () => {
  open('/?from=now-1h&to=now');
  fireEvent.click(screen.getByRole('button', { name: 'Move time range forwards' }));
  expect(Date.parse(locationService.getSearch().get('to')!)).toBeLessThanOrEqual(Date.now());
});

test('the button refreshes', () => {
  open('/');
  fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
  expect(screen.getByText('1')).toBeInTheDocument();
});

test('refreshes by itself as the URL says', () => {
  jest.useFakeTimers();
  open('/?refresh=10s');
  act(() => void jest.advanceTimersByTime(30_000));
  expect(screen.getByText('3')).toBeInTheDocument();
});

test.each(['nonsense', '', '0s'])('the interval %j never refreshes', (interval) => {
  jest.useFakeTimers();
  open(`/?refresh=${interval}`);
  act(() => void jest.advanceTimersByTime(3_600_000));
  expect(screen.getByText('0')).toBeInTheDocument();
});

test('chooses a store, and all again', async () => {
  open('/', { resource: (call) => (call === 'GET stores' ? stores : undefined) });
  fireEvent.click(await screen.findByRole('combobox', { name: 'Store' }));
  fireEvent.click(await screen.findByRole('option', { name: 'french' }));
  expect(locationService.getSearch().get('store')).toBe('shop/2');
});

test('one store leaves nothing to choose', async () => {
  open('/', { resource: (call) => (call === 'GET stores' ? stores.slice(0, 1) : undefined) });
  await act(async () => {
    await new Promise((done) => setTimeout(done, 10));
  });
  expect(screen.queryByRole('combobox', { name: 'Store' })).not.toBeInTheDocument();
});

test('names the service where there are several, and keeps a chosen store that sent nothing', () => {
  const other = { key: 'b2b/1', service: 'b2b', storeId: 1, code: 'default' };
  expect(storeOptions([...stores, other], 'gone/9').map(({ label }) => label)).toEqual([
    'All stores',
    'shop / default',
    'shop / french',
    'b2b / default',
    'gone/9',
  ]);
});
