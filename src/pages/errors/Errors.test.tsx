import { locationService } from '@grafana/runtime';
import { act, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { ProblemRow } from '../../../contract/rows';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import type { FakeTarget } from '../../shared/testing/fakeGrafana';
import { fakeLayout } from '../../shared/testing/fakeLayout';
import { fakeProblemRow } from '../../shared/testing/fakeProblemRow';
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

const row = fakeProblemRow({ handled: true });

/** Answers problems, and nothing else. */
function problems(rows: (target: FakeTarget & { status?: string; cursor?: string }) => ProblemRow[]) {
  return (target: FakeTarget) =>
    target.queryType === 'problems' ? fakeFrame(rows(target as never) as never[]) : fakeFrame([]);
}

function table() {
  return within(screen.getByRole('table', { name: 'Problems' }));
}

test('lists problems with type, place, numbers and a link', async () => {
  renderPage('/errors?from=now-1h&to=now', { answer: problems(() => [{ ...row, trend: '[0,3,1]' as never }]) });
  const link = await screen.findByRole('link', { name: 'Call to undefined method' });
  expect(link).toHaveAttribute('href', `/a/maho-insights-app/errors/${row.id}?from=now-1h&to=now`);
  expect(table().getByText('Error · ProductController.php:45 · handled')).toBeInTheDocument();
  expect(table().getByText('catalog/product/view')).toBeInTheDocument();
  expect(table().getByText('1,234')).toBeInTheDocument();
  expect(
    table().getByRole('img', { name: '1,234 occurrences over the time range' }).querySelectorAll('rect')
  ).toHaveLength(3);
  expect(table().getByText('5 minutes ago')).toHaveAttribute('title');
});

test('filter, sort and search come from the URL', async () => {
  const asked = renderPage('/errors?tab=unhandled&status=resolved&sort=visitors&q=paypal', {
    answer: problems(() => [fakeProblemRow({ status: 'resolved' })]),
  });
  await screen.findByRole('table');
  expect(asked.queries[0]).toMatchObject({
    queryType: 'problems',
    status: 'resolved',
    handled: 'unhandled',
    sort: 'visitors',
    search: 'paypal',
  });
  expect(screen.getByRole('columnheader', { name: 'Visitors' })).toHaveAttribute('aria-sort', 'descending');
  expect(screen.getByRole('tab', { name: 'Unhandled' })).toHaveAttribute('aria-selected', 'true');
});

test('nonsense in the URL is the default, not a refused query', async () => {
  const asked = renderPage('/errors?tab=x&status=broken&sort=drop&from=yesterday&to=now', {
    answer: problems(() => [row]),
  });
  await screen.findByRole('table');
  expect(asked.queries[0]).toMatchObject({ status: 'open', handled: 'all', sort: 'lastSeen', search: '' });
  const { from, to } = asked.requests[0].range;
  expect(Math.round((to.valueOf() - from.valueOf()) / 1_000)).toBe(86_400);
});

test('choosing a tab, a status, a column or words goes to the URL and asks anew', async () => {
  const asked = renderPage('/errors', { answer: problems(({ status }) => [{ ...row, status: status as 'open' }]) });
  fireEvent.click(await screen.findByRole('button', { name: 'Occurrences' }));
  expect(locationService.getSearch().get('sort')).toBe('occurrences');
  fireEvent.click(screen.getByRole('radio', { name: 'Ignored' }));
  expect(locationService.getSearch().get('status')).toBe('ignored');
  fireEvent.click(screen.getByRole('tab', { name: 'Handled' }));
  expect(locationService.getSearch().get('tab')).toBe('handled');
  fireEvent.change(screen.getByLabelText('Search problems'), { target: { value: 'timeout' } });
  await waitFor(() => expect(locationService.getSearch().get('q')).toBe('timeout'));
  await waitFor(() =>
    expect(asked.queries.at(-1)).toMatchObject({
      sort: 'occurrences',
      status: 'ignored',
      handled: 'handled',
      search: 'timeout',
    })
  );
});

test('what the search says of the status holds, and the filter shows it', async () => {
  const asked = renderPage('/errors?q=is:resolved%20handled:no%20pay', {
    answer: problems(() => [fakeProblemRow({ status: 'resolved' })]),
  });
  await screen.findByRole('table');
  expect(asked.queries[0]).toMatchObject({ status: 'all', handled: 'all', search: 'is:resolved handled:no pay' });
  expect(screen.getByRole('radio', { name: 'Resolved' })).toBeChecked();
  expect(screen.getByRole('tab', { name: 'Unhandled' })).toHaveAttribute('aria-selected', 'true');
  fireEvent.click(screen.getByRole('radio', { name: 'Open' }));
  expect(locationService.getSearch().get('q')).toBe('handled:no pay');
  fireEvent.click(screen.getByRole('tab', { name: 'All problems' }));
  expect(locationService.getSearch().get('q')).toBe('pay');
});

test('a search that cannot be understood is told, and not asked for', async () => {
  const asked = renderPage('/errors?q=store:1%20is:broken', { answer: problems(() => [row]) });
  expect(await screen.findByText(/is: is one of open, resolved/)).toBeInTheDocument();
  const field = screen.getByRole('combobox', { name: 'Search problems' });
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(/^is: is one of/);
  expect(asked.queries).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(await screen.findByRole('table')).toBeInTheDocument();
  expect(field).toBeValid();
});

test('the last rows stay while new ones load', async () => {
  renderPage('/errors', { answer: problems(({ status }) => (status === 'open' ? [row] : [])) });
  await screen.findByRole('table');
  fireEvent.click(screen.getByRole('radio', { name: 'Resolved' }));
  expect(screen.getByRole('table')).toBeInTheDocument();
  expect(await screen.findByText('No resolved problem was seen in this time range')).toBeInTheDocument();
});

test('the last rows stay when a refresh fails, below the notice, and go with another filter that fails', async () => {
  let fails = false;
  renderPage('/errors', {
    answer: problems(() => {
      if (fails) {
        throw { status: 503, message: 'The database is away.' };
      }
      return [row];
    }),
  });
  await screen.findByRole('table');
  fails = true;
  fireEvent.click(screen.getByRole('button', { name: 'Refresh' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The database is away.');
  expect(screen.getByRole('link', { name: row.title })).toBeInTheDocument();
  fails = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
  fails = true;
  fireEvent.click(screen.getByRole('radio', { name: 'Resolved' }));
  expect(await screen.findByRole('alert')).toBeInTheDocument();
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});

test('more pages come by the cursor', async () => {
  const pages = [
    ['a', 'b', 'c'].map((id) => fakeProblemRow({ id, title: id })),
    [fakeProblemRow({ id: 'd', title: 'the next' })],
  ];
  const asked = renderPage('/errors', {
    answer: (target) =>
      target.queryType === 'problems'
        ? fakeFrame(pages[target.cursor ? 1 : 0], { matching: 4, nextCursor: target.cursor ? null : 'next' })
        : fakeFrame([]),
  });
  expect(await screen.findByText('3 of 4 problems')).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Load more' }));
  expect(await screen.findByText('4 problems')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'the next' })).toBeInTheDocument();
  expect(asked.queries.at(-1)).toMatchObject({ cursor: 'next', limit: 100 });
  expect(screen.queryByRole('button', { name: 'Load more' })).not.toBeInTheDocument();
});

test('before anything was received it says how to connect a store', async () => {
  renderPage('/errors', {
    answer: problems(() => []),
    resource: (call) =>
      call === 'GET status' ? { lastReceived: { traces: null, logs: null, metrics: null } } : undefined,
  });
  expect(await screen.findByText('Connect your store')).toBeInTheDocument();
});

test('no open problem is a success that says how fresh it is; a search that finds nothing can be cleared', async () => {
  renderPage('/errors?q=nothing', {
    answer: problems(() => []),
    resource: (call) =>
      call === 'GET status' ? { lastReceived: { traces: Date.now() - 120_000, logs: null, metrics: null } } : undefined,
  });
  expect(await screen.findByText('No problem matches the search')).toBeInTheDocument();
  expect(screen.getByText('Only open problems seen in the time range were searched.')).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Clear the search' }));
  expect(await screen.findByText('All quiet: no open problem in this time range')).toBeInTheDocument();
  expect(screen.getByText('The last data came 2 minutes ago.')).toBeInTheDocument();
  expect(screen.getByLabelText('Search problems')).toHaveValue('');
});

test('marks what is new, what came back, what is merged, and who has it', async () => {
  const old = Date.now() - 90 * 86_400_000;
  renderPage('/errors', {
    answer: problems(() => [
      fakeProblemRow({ id: 'a', firstSeen: Date.now() - 60_000, assignee: 'tom' }),
      fakeProblemRow({ id: 'b', firstSeen: old, regressedAt: Date.now() - 60_000, merged: 2 }),
    ]),
  });
  await screen.findByRole('table');
  const [, first, second] = screen.getAllByRole('row');
  expect(within(first).getByText('New')).toBeInTheDocument();
  expect(within(first).getByText('tom').closest('a')).toHaveAttribute('href', expect.stringContaining('assignee:tom'));
  expect(within(first).queryByText('Regressed')).not.toBeInTheDocument();
  expect(within(second).getByText('Regressed')).toBeInTheDocument();
  expect(within(second).getByText('2 merged')).toBeInTheDocument();
  expect(within(second).queryByText('New')).not.toBeInTheDocument();
});

test("a shop's text is shown as text, apart from what is around it", async () => {
  const hostile = '<img src=x onerror=alert(1)> \u202Egnp.exe';
  renderPage('/errors', { answer: problems(() => [{ ...row, title: hostile }]) });
  const text = await screen.findByText(hostile, { normalizer: (value) => value });
  expect(text.tagName).toBe('BDI');
  expect(document.querySelector('img[src="x"]')).toBeNull();
});

test('says what happened when the service refuses, and tries again', async () => {
  renderPage('/errors', {
    answer: () => {
      throw { status: 503, message: 'The database is away.' };
    },
  });
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('The Insights service is not ready');
  expect(alert).toHaveTextContent('The database is away.');
  expect(within(alert).getByRole('button', { name: 'Try again' })).toBeEnabled();
});

test('"?" tells the keys and the language', async () => {
  renderPage('/errors', { answer: problems(() => [row]) });
  await screen.findByRole('table');
  fireEvent.keyDown(document.body, { key: '?' });
  const help = await screen.findByRole('dialog', { name: 'Keys and search' });
  expect(within(help).getByText('customer:')).toBeInTheDocument();
  await act(async () => {});
});
