import { locationService } from '@grafana/runtime';
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import { fakeLayout } from '../../shared/testing/fakeLayout';
import { renderPage } from '../../shared/testing/renderPage';

// Outside of Grafana the real one leaves the actions away.
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  PluginPage: ({ actions, children }: { actions: ReactNode; children: ReactNode }) => [actions, children],
}));

// The scaffold's stand-in takes seconds to find a name in a picture that is part of the code.
jest.mock('react-inlinesvg', () => ({ __esModule: true, default: () => null }));

// To find out what is hidden, jsdom goes through every style sheet for every element.
configure({ defaultHidden: true });

beforeEach(fakeLayout);
afterEach(() => jest.restoreAllMocks());

const row = {
  id: '0123456789abcdef',
  pattern: 'Cart <n> could not be saved',
  severity: 'WARN',
  records: 26,
  trend: '[20,6]',
  lastSeen: Date.now() - 300_000,
};

test('lists patterns with severity, trend, records and when', async () => {
  const asked = renderPage('/errors?tab=logs', { answer: () => fakeFrame([row], { matching: 300 }) });
  const table = within(await screen.findByRole('table', { name: 'Log patterns' }));
  expect(asked.queries[0]).toMatchObject({ queryType: 'logPatterns', search: '', sort: 'records' });
  expect(table.getByText(row.pattern)).toBeInTheDocument();
  expect(table.getByText('WARN')).toBeInTheDocument();
  expect(table.getByText('26')).toBeInTheDocument();
  expect(table.getByText('5 minutes ago')).toBeInTheDocument();
  expect(table.getByRole('img', { name: '26 records over the time range' }).querySelectorAll('rect')).toHaveLength(2);
  expect(screen.getByText(/^1 of 300 patterns/)).toBeInTheDocument();
});

test('search and order are in the URL, apart from those of the problems', async () => {
  const asked = renderPage('/errors?tab=logs&q=is:open', { answer: () => fakeFrame([row]) });
  fireEvent.click(await screen.findByRole('button', { name: 'Last seen' }));
  fireEvent.change(screen.getByLabelText('Search log patterns'), { target: { value: 'is:cart' } });
  await waitFor(() =>
    expect(asked.queries.at(-1)).toMatchObject({ queryType: 'logPatterns', search: 'is:cart', sort: 'lastSeen' })
  );
  expect(Object.fromEntries(locationService.getSearch())).toMatchObject({
    q: 'is:open',
    lq: 'is:cart',
    lsort: 'lastSeen',
  });
});

test('says that nothing was written, or that nothing matches', async () => {
  renderPage('/errors?tab=logs&lq=nothing', { answer: () => fakeFrame([]) });
  expect(await screen.findByText('No log pattern matches the search')).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(await screen.findByText('No log record in this time range')).toBeInTheDocument();
});

test('the last rows stay below the notice when a refresh fails', async () => {
  let fails = false;
  renderPage('/errors?tab=logs', {
    answer: () => {
      if (fails) {
        throw { status: 503, message: 'The database is away.' };
      }
      return fakeFrame([row]);
    },
  });
  await screen.findByRole('table', { name: 'Log patterns' });
  fails = true;
  fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The database is away.');
  expect(screen.getByText(row.pattern)).toBeInTheDocument();
});
