import { fireEvent, screen, within } from '@testing-library/react';
import { locationService } from '@grafana/runtime';
import type { Coverage } from '../../../contract/coverage';
import { fakeProblemRow } from '../../shared/testing/fakeProblemRow';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import type { FakeTarget } from '../../shared/testing/fakeGrafana';
import { renderPage } from '../../shared/testing/renderPage';

// The scaffold's stand-in takes seconds to find a name in a picture that is part of the code.
jest.mock('react-inlinesvg', () => ({ __esModule: true, default: () => null }));

const exact: Coverage = { source: 'metrics', from: 100, of: 100, note: '' };

type Figures = Record<string, { value: number | null; previous: number | null; coverage?: Coverage }>;

const busy: Figures = {
  requests: { value: 900, previous: 800 },
  errors: { value: 42, previous: 30 },
  averageDuration: { value: 234, previous: 266 },
  orders: { value: 12, previous: 15 },
  slowQueries: { value: 8, previous: 8 },
};

const quiet: Figures = { ...busy, errors: { value: 0, previous: 0 } };

const problem = fakeProblemRow({
  occurrences: 3,
  visitors: 2,
  trend: [0, 1, 2],
  firstSeen: Date.now() - 3_600_000,
});

const request = {
  time: Date.now(),
  traceId: 'b'.repeat(32),
  method: 'GET',
  path: '/checkout/cart',
  route: 'checkout/cart/index',
  httpStatus: 200,
  failed: false,
  durationMs: 1200,
  queries: 15,
  queryTimeMs: 200,
  slowQueries: 1,
  spans: 90,
  store: 'shop/1',
};

function answers(figures: Figures, rows: { problems?: object[]; requests?: object[]; orders?: object[] } = {}) {
  return (target: FakeTarget) => {
    if (target.queryType !== 'figure') {
      const list = rows[target.queryType as 'problems'] ?? [];
      return fakeFrame(list as Array<Record<string, unknown>>, exact);
    }
    const figure = figures[target.figure];
    if (!figure) {
      return fakeFrame([], exact);
    }
    const { value, previous, coverage = exact } = figure;
    if (target.format === 'timeseries') {
      return fakeFrame(
        [
          { time: 0, value: 0 },
          { time: 60_000, value },
        ],
        coverage
      );
    }
    const change = value === null || !previous ? null : (value - previous) / previous;
    return fakeFrame([{ value, previous, change }], coverage);
  };
}

test('says in one sentence what is wrong, with a card for each figure', async () => {
  renderPage('', { answer: answers(busy, { problems: [problem], requests: [request] }) });
  expect(
    await screen.findByText(/^42 errors, 40 % more than in the time before; 1 problem open, 1 of them new since .*\.$/)
  ).toBeVisible();

  expect(await within(card('Errors')).findByText('Worse: 40 % more than before')).toBeVisible();
  expect(within(card('Average response time')).getByText('234 ms')).toBeVisible();
  expect(within(card('Average response time')).getByText('Better: 12 % faster than before')).toBeVisible();
  expect(within(card('Orders')).getByText('Worse: 3 fewer than before')).toBeVisible();
  expect(within(card('Slow queries over 500 ms')).getByText('Same as before')).toBeVisible();
});

test('is quiet when nothing failed', async () => {
  renderPage('', { answer: answers(quiet, { requests: [request] }) });
  expect(await screen.findByText('All quiet: no errors in this time range.')).toBeVisible();
  expect(screen.getByText('No open problem was seen in this time range.')).toBeVisible();
});

test('does not call a shop worse for errors when it was not connected in the time before', async () => {
  renderPage('', {
    answer: answers({ ...busy, requests: { value: 900, previous: 0 }, errors: { value: 42, previous: 0 } }),
  });
  expect(await screen.findByText('42 errors; no problem open.')).toBeVisible();
  expect(within(card('Errors')).getByText('Nothing to compare with')).toBeVisible();
});

test('marks a figure that stands on a sample, with the reason', async () => {
  const sample: Coverage = { source: 'traces', from: 8, of: 100, note: 'From 8 % of requests.' };
  renderPage('', { answer: answers({ ...busy, slowQueries: { value: 8, previous: 4, coverage: sample } }) });
  const mark = await within(await screen.findByRole('article', { name: /Slow queries/ })).findByText('about');
  expect(mark).toHaveTextContent('about (From 8 % of requests.)');
  expect(within(card('Errors')).queryByText('about')).not.toBeInTheDocument();
});

test('links keep time range and store, and queries use them', async () => {
  const asked = renderPage('?from=now-1h&to=now&store=shop%2F1', {
    answer: answers(busy, { problems: [problem], requests: [request] }),
  });
  const view = await screen.findByRole('link', { name: 'View Call to undefined method' });
  expect(view).toHaveAttribute('href', `/a/maho-insights-app/errors/${problem.id}?from=now-1h&to=now&store=shop%2F1`);
  const trace = await screen.findByRole('link', { name: 'Trace of GET /checkout/cart' });
  expect(trace).toHaveAttribute(
    'href',
    `/a/maho-insights-app/traces/${request.traceId}?from=now-1h&to=now&store=shop%2F1`
  );
  expect(asked.queries.every((target) => 'store' in target && target.store === 'shop/1')).toBe(true);
  const { from, to } = asked.requests[0].range;
  expect(Math.round((to.valueOf() - from.valueOf()) / 1_000)).toBe(3_600);
});

test('an unreachable service is told once, with a way to try again', async () => {
  let reachable = false;
  renderPage('', {
    answer: (target) => {
      if (!reachable) {
        throw { status: 502, message: 'dial tcp 127.0.0.1:4318: connect: connection refused' };
      }
      return answers(quiet)(target);
    },
  });
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('The Insights service cannot be reached');
  expect(alert).toHaveTextContent('connection refused');
  expect(screen.getAllByRole('alert')).toHaveLength(1);

  reachable = true;
  fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/All quiet/)).toBeVisible();
});

test.each([
  [401, 'The Insights service refused the token'],
  [503, 'The Insights service is not ready'],
])('status %i is told as what it is', async (status, title) => {
  renderPage('', {
    answer: () => {
      throw { status, message: 'because' };
    },
  });
  expect(await screen.findByText(title)).toBeVisible();
});

test('without a data source it says how to add one', async () => {
  renderPage('', { datasources: 0, role: 'Admin' });
  expect(await screen.findByText('Add the Maho Insights data source')).toBeVisible();
  expect(screen.getByRole('link', { name: /Add data source/ })).toHaveAttribute('href', '/connections/datasources/new');
});

test('a Viewer without a data source is sent to an administrator', async () => {
  renderPage('', { datasources: 0, role: 'Viewer' });
  expect(await screen.findByText(/Ask an administrator/)).toBeVisible();
  expect(screen.queryByRole('link', { name: /Add data source/ })).not.toBeInTheDocument();
});

test('says how to connect a store while nothing was ever received', async () => {
  renderPage('', {
    answer: answers({}),
    resource: (call) =>
      call === 'GET status'
        ? { version: '1', lastReceived: { traces: null, logs: null, metrics: null }, waiting: 0, deadLetters: 0 }
        : undefined,
  });
  expect(await screen.findByText('Connect your store')).toBeVisible();
});

test('a range without requests is not called quiet', async () => {
  renderPage('', { answer: answers({ ...quiet, requests: { value: 0, previous: 0 } }) });
  expect(
    await screen.findByText(/^No request was received in this time range\. The last data came .* ago\.$/)
  ).toBeVisible();
});

test('an unknown path says so', async () => {
  renderPage('/nowhere');
  expect(await screen.findByText('There is no such page')).toBeVisible();
});

test('an order names its store as the switcher does', async () => {
  const order = {
    time: 1,
    number: '100',
    total: 5,
    currency: 'EUR',
    paymentMethod: 'x',
    store: 'shop/1',
    traceId: null,
  };
  renderPage('', {
    answer: answers(busy, { orders: [order, { ...order, number: '101', store: 'shop/9' }] }),
    resource: (call) =>
      call === 'GET stores' ? [{ key: 'shop/1', service: 'shop', storeId: 1, code: 'english' }] : undefined,
  });
  expect(await screen.findByText('english')).toBeVisible();
  expect(screen.getByText('shop/9')).toBeVisible();
});

test('the card of the errors leads to the list', async () => {
  renderPage('?from=now-1h&to=now', { answer: answers(busy) });
  fireEvent.click(await screen.findByRole('link', { name: 'Errors' }));
  expect(locationService.getLocation().pathname).toBe('/a/maho-insights-app/errors');
  expect(locationService.getLocation().search).toBe('?from=now-1h&to=now&status=all');
});

function card(name: string): HTMLElement {
  return screen.getByRole('article', { name });
}

test('a request whose spans are not kept has no link to a trace', async () => {
  renderPage('/', { answer: answers(busy, { requests: [{ ...request, dropped: true }] }) });
  const table = await screen.findByRole('table', { name: 'Slowest requests' });
  expect(within(table).getByText('not kept')).toBeVisible();
  expect(within(table).queryByRole('link')).toBeNull();
});
