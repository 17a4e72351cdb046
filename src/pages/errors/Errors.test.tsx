import { locationService } from '@grafana/runtime';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import { renderPage } from '../../shared/testing/renderPage';

const now = Date.now();

const row = {
  id: 'a'.repeat(32),
  title: 'Call to undefined method',
  type: 'Error',
  file: '/srv/shop/app/ProductController.php',
  line: 45,
  route: 'catalog/product/view',
  status: 'open',
  handled: true,
  occurrences: 1234,
  visitors: 7,
  trend: '[0,3,1]',
  firstSeen: now - 86_400_000,
  lastSeen: now - 300_000,
};

test('lists problems with type, place, numbers and a link', async () => {
  renderPage('/errors?from=now-1h&to=now', { answer: () => fakeFrame([row]) });
  const link = await screen.findByRole('link', { name: 'Call to undefined method' });
  expect(link).toHaveAttribute('href', `/a/maho-insights-app/errors/${row.id}?from=now-1h&to=now`);
  const cells = within(screen.getByRole('table', { name: 'Problems' }));
  expect(cells.getByText('Error · ProductController.php:45 · handled')).toBeInTheDocument();
  expect(cells.getByText('catalog/product/view')).toBeInTheDocument();
  expect(cells.getByText('1,234')).toBeInTheDocument();
  expect(
    cells.getByRole('img', { name: '1,234 occurrences over the time range' }).querySelectorAll('rect')
  ).toHaveLength(3);
  expect(cells.getByText('5 minutes ago')).toHaveAttribute('title');
});

test('filter, sort and search come from the URL', async () => {
  const asked = renderPage('/errors?status=resolved&sort=visitors&q=paypal', { answer: () => fakeFrame([row]) });
  await screen.findByRole('table');
  expect(asked.queries[0]).toMatchObject({
    queryType: 'problems',
    status: 'resolved',
    sort: 'visitors',
    search: 'paypal',
  });
  expect(screen.getByRole('columnheader', { name: 'Visitors' })).toHaveAttribute('aria-sort', 'descending');
});

test('nonsense in the URL is the default, not a refused query', async () => {
  const asked = renderPage('/errors?status=broken&sort=drop&from=yesterday&to=now', { answer: () => fakeFrame([row]) });
  await screen.findByRole('table');
  expect(asked.queries[0]).toMatchObject({ status: 'open', sort: 'lastSeen', search: '' });
  const { from, to } = asked.requests[0].range;
  expect(Math.round((to.valueOf() - from.valueOf()) / 1_000)).toBe(86_400);
});

test('choosing a status, a column or words goes to the URL and asks anew', async () => {
  const asked = renderPage('/errors', { answer: () => fakeFrame([row]) });
  fireEvent.click(await screen.findByRole('button', { name: 'Occurrences' }));
  expect(locationService.getSearch().get('sort')).toBe('occurrences');
  fireEvent.click(screen.getByRole('radio', { name: 'Ignored' }));
  expect(locationService.getSearch().get('status')).toBe('ignored');
  fireEvent.change(screen.getByLabelText('Search problems'), { target: { value: 'timeout' } });
  await waitFor(() => expect(locationService.getSearch().get('q')).toBe('timeout'));
  await waitFor(() =>
    expect(asked.queries.at(-1)).toMatchObject({ sort: 'occurrences', status: 'ignored', search: 'timeout' })
  );
});

test('the last rows stay while new ones load', async () => {
  renderPage('/errors', { answer: (target) => fakeFrame('status' in target && target.status === 'open' ? [row] : []) });
  await screen.findByRole('table');
  fireEvent.click(screen.getByRole('radio', { name: 'Resolved' }));
  expect(screen.getByRole('table')).toBeInTheDocument();
  expect(await screen.findByText('No resolved problem was seen in this time range')).toBeInTheDocument();
});

test('no open problem is a success; a search that finds nothing can be cleared', async () => {
  renderPage('/errors?q=nothing', { answer: () => fakeFrame([]) });
  fireEvent.click(await screen.findByRole('button', { name: 'Clear the search' }));
  expect(await screen.findByText('No open problem in this time range')).toBeInTheDocument();
  expect(screen.getByLabelText('Search problems')).toHaveValue('');
});

test("a shop's text is shown as text, apart from what is around it", async () => {
  const hostile = '<img src=x onerror=alert(1)> \u202Egnp.exe';
  renderPage('/errors', { answer: () => fakeFrame([{ ...row, title: hostile }]) });
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
