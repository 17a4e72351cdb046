import { fireEvent, screen, within } from '@testing-library/react';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import { renderPage } from '../../shared/testing/renderPage';

const traceId = 'b'.repeat(32);
const start = 1_780_000_000_000;

const root = {
  traceID: traceId,
  spanID: 'root',
  parentSpanID: '' as string | null,
  operationName: 'GET checkout/cart/index',
  serviceName: 'shop',
  startTime: start,
  duration: 1_234,
  kind: 'server',
  statusCode: 0,
  statusMessage: '',
  tags: [
    { key: 'http.route', value: 'checkout/cart/index' },
    { key: 'http.request.method', value: 'GET' },
    { key: 'url.path', value: '/checkout/cart' },
    { key: 'http.response.status_code', value: 200 },
  ] as unknown,
  logs: [] as unknown,
};

const query = {
  ...root,
  spanID: 'query',
  parentSpanID: 'root',
  operationName: 'SELECT sales_flat_quote',
  startTime: start + 10,
  duration: 2.5,
  kind: 'client',
  tags: [{ key: 'db.query.text', value: 'SELECT * FROM sales_flat_quote WHERE entity_id = ?' }],
};

const failing = {
  ...root,
  spanID: 'failing',
  parentSpanID: 'root',
  operationName: 'OBSERVER: acme',
  startTime: start + 20,
  duration: 5,
  kind: 'internal',
  statusCode: 2,
  statusMessage: 'gateway said no',
  // JSON may come as text, too.
  tags: '[]',
  logs: JSON.stringify([
    { timestamp: start + 21, name: 'exception', fields: [{ key: 'exception.type', value: 'RuntimeException' }] },
  ]),
};

function open(rows: Array<Record<string, unknown>>, path = `/traces/${traceId}`) {
  return renderPage(path, { answer: () => fakeFrame(rows) });
}

test('sums the request up in one line', async () => {
  open([query, failing, root]);
  expect(await screen.findByRole('heading', { name: 'checkout/cart/index' })).toBeVisible();
  expect(screen.getByText('GET /checkout/cart')).toBeVisible();
  expect(screen.getByText('Status 200')).toBeVisible();
  expect(screen.getByText('3 spans')).toBeVisible();
  expect(screen.getByText('1 query in 2.5 ms')).toBeVisible();
  expect(screen.getByText('1 span with an exception')).toBeVisible();
  expect(screen.queryByText('A part of this trace is missing')).not.toBeInTheDocument();
});

test('draws a tree with times, and marks what failed', async () => {
  open([root, query, failing]);
  const tree = within(await screen.findByRole('treegrid', { name: 'Spans' }));
  const rows = tree.getAllByRole('row');
  expect(rows.map((row) => row.getAttribute('aria-level'))).toEqual(['1', '2', '2']);
  expect(rows[0]).toHaveAttribute('aria-expanded', 'true');
  expect(rows[1]).toHaveTextContent('SELECT sales_flat_quote');
  expect(rows[1]).toHaveTextContent('+10.0 ms');
  expect(rows[2]).toHaveTextContent('failed');
});

test('shows what a span says of itself when it is chosen', async () => {
  open([root, query, failing]);
  const tree = within(await screen.findByRole('treegrid'));
  fireEvent.click(tree.getByText('OBSERVER: acme'));
  const details = within(screen.getByRole('region', { name: 'Span details' }));
  expect(details.getByText('gateway said no')).toBeVisible();
  expect(details.getByText('RuntimeException')).toBeVisible();
  fireEvent.click(tree.getByText('SELECT sales_flat_quote'));
  expect(screen.getByText('SELECT * FROM sales_flat_quote WHERE entity_id = ?')).toBeVisible();
  fireEvent.click(screen.getByRole('button', { name: 'Close span details' }));
  expect(screen.queryByRole('region', { name: 'Span details' })).not.toBeInTheDocument();
  expect(screen.getByRole('treegrid')).toHaveFocus();
});

test('Escape closes the details, whether the tree or they have the focus', async () => {
  open([root, query]);
  const tree = await screen.findByRole('treegrid');
  for (const focused of [() => tree, () => screen.getByRole('button', { name: 'Close span details' })]) {
    fireEvent.click(within(tree).getByText('SELECT sales_flat_quote'));
    fireEvent.keyDown(focused(), { key: 'Escape' });
    expect(screen.queryByRole('region', { name: 'Span details' })).not.toBeInTheDocument();
  }
});

test('is moved through by the keyboard', async () => {
  open([root, query, failing]);
  const tree = await screen.findByRole('treegrid');
  const press = (key: string) => fireEvent.keyDown(tree, { key });
  press('ArrowDown');
  press('Enter');
  expect(screen.getByRole('region', { name: 'Span details' })).toHaveTextContent('SELECT sales_flat_quote');
  press('ArrowLeft');
  expect(tree).toHaveAttribute('aria-activedescendant', 'span-root');
  press('ArrowLeft');
  expect(within(tree).getAllByRole('row')).toHaveLength(1);
  expect(tree).toHaveTextContent('2 spans');
  press('ArrowRight');
  press('End');
  expect(tree).toHaveAttribute('aria-activedescendant', 'span-failing');
});

test('leads from one failure to the next, opening what hides it', async () => {
  open([root, query, failing]);
  fireEvent.click(await screen.findByRole('button', { name: 'Collapse all' }));
  expect(screen.getAllByRole('row')).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: 'Go to the failure' }));
  expect(screen.getByRole('region', { name: 'Span details' })).toHaveTextContent('gateway said no');
  expect(screen.getByRole('treegrid')).toHaveAttribute('aria-activedescendant', 'span-failing');
});

test('a trace whose root has not come is shown as what it is', async () => {
  open([query, failing]);
  expect(await screen.findByText('A part of this trace is missing')).toBeVisible();
  expect(screen.getByText(/Its root has not come. 2 spans stand at the top/)).toBeVisible();
  expect(within(screen.getByRole('treegrid')).getAllByText('parent missing')).toHaveLength(2);
});

test('a request that died of an exception is named by its path and told as failed', async () => {
  const died = {
    ...root,
    operationName: 'GET',
    statusCode: 2,
    tags: [
      { key: 'http.request.method', value: 'GET' },
      { key: 'url.path', value: '/fault' },
    ],
  };
  open([died]);
  expect(await screen.findByRole('heading', { name: 'GET /fault' })).toBeVisible();
  expect(screen.getByText('Failed')).toBeVisible();
});

test('thousands of spans draw only the rows in sight', async () => {
  const many = Array.from({ length: 13_000 }, (_, index) => ({ ...query, spanID: `q${index}` }));
  open([root, ...many]);
  const tree = await screen.findByRole('treegrid');
  expect(tree).toHaveAttribute('aria-rowcount', '13001');
  expect(within(tree).getAllByRole('row').length).toBeLessThan(100);
});

test('leads to the same trace in Explore', async () => {
  open([root]);
  const link = await screen.findByRole('link', { name: /Open in Explore/ });
  const url = new URL(link.getAttribute('href')!, 'http://grafana');
  expect(url.pathname).toBe('/explore');
  expect(JSON.parse(url.searchParams.get('panes')!).trace).toMatchObject({
    datasource: 'insights-0',
    queries: [{ queryType: 'trace', traceId, datasource: { type: 'maho-insights-datasource', uid: 'insights-0' } }],
  });
});

test.each([
  ['is not known to the service', `/traces/${traceId}`],
  ['has no such id', '/traces/nonsense'],
])('a trace that %s may be missing for reasons', async (_, path) => {
  open([], path);
  expect(await screen.findByText('This trace is not here')).toBeVisible();
  expect(screen.getByText(/may not have sampled/)).toBeVisible();
});

test('why a trace is not here is told as the receiver knows it', async () => {
  const notices = [{ severity: 'warning' as const, text: 'The storage policy dropped its spans.' }];
  renderPage(`/traces/${traceId}`, { answer: () => ({ ...fakeFrame([]), meta: { notices } }) });
  expect(await screen.findByText('The storage policy dropped its spans.')).toBeVisible();
});

test('not found is told so, whichever way the service says it', async () => {
  renderPage(`/traces/${traceId}`, {
    answer: () => {
      throw { status: 404, message: 'There is no such trace.' };
    },
  });
  expect(await screen.findByText('This trace is not here')).toBeVisible();
});
