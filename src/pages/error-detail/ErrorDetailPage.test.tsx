import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ProblemDocument } from '../../../contract/documents';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import type { FakeGrafana } from '../../shared/testing/fakeGrafana';
import { renderPage } from '../../shared/testing/renderPage';

const id = 'a'.repeat(32);
const traceId = 'b'.repeat(32);
const now = Date.now();

const problem: ProblemDocument = {
  id,
  type: 'Mage_Core_Exception',
  title: 'Payment <id> failed',
  file: '/srv/shop/app/code/local/Acme/Pay.php',
  line: 12,
  route: 'checkout/onepage/saveOrder',
  handled: false,
  status: 'open',
  statusChangedBy: null,
  statusChangedAt: null,
  firstSeen: now - 7_200_000,
  lastSeen: now - 300_000,
  occurrences: 23,
  visitors: 9,
  stack: [
    {
      type: 'Mage_Core_Exception',
      message: 'Payment 100 failed',
      file: '/srv/shop/app/code/local/Acme/Pay.php',
      line: 12,
      frames: [
        { function: 'Acme_Pay->run', file: '/srv/shop/app/code/local/Acme/Pay.php', line: 12, inApp: true },
        { function: 'A->b', file: '/srv/shop/vendor/a.php', line: 1, inApp: false },
        { function: 'A->c', file: '/srv/shop/vendor/a.php', line: 2, inApp: false },
        { function: 'Mage::run', file: '/srv/shop/index.php', line: 3, inApp: true },
      ],
    },
    { type: 'RuntimeException', message: 'gateway said no', file: '/srv/shop/vendor/g.php', line: 9, frames: [] },
  ],
  latest: {
    time: now - 300_000,
    traceId,
    message: 'Payment 100 failed',
    method: 'POST',
    path: '/checkout/onepage/saveOrder',
    route: 'checkout/onepage/saveOrder',
    httpStatus: 500,
    durationMs: 843,
    area: 'frontend',
    service: 'shop',
    storeCode: 'default',
    host: 'web1',
    visitorId: 42,
    customerId: null,
    cartId: 127,
    mahoVersion: '26.9.0',
    phpVersion: '8.4.1',
    note: '',
  },
};

const occurrence = {
  time: now - 300_000,
  traceId,
  message: 'Payment 100 failed',
  method: 'POST',
  path: '/checkout/onepage/saveOrder',
  route: 'checkout/onepage/saveOrder',
  httpStatus: 500,
  durationMs: 843,
  store: 'shop/1',
  visitorId: 42,
  customerId: null,
};

function open(document: ProblemDocument, grafana: FakeGrafana = {}) {
  return renderPage(`/errors/${id}`, {
    answer: () => fakeFrame([occurrence, { ...occurrence, traceId: null }]),
    resource: (call) => (call === `GET problems/${id}` ? document : undefined),
    ...grafana,
  });
}

test('shows what, where, since when, how often and for whom', async () => {
  open(problem);
  expect(await screen.findByRole('heading', { name: 'Payment <id> failed' })).toBeVisible();
  expect(screen.getByText('Unhandled')).toBeVisible();
  expect(screen.getByText('2 hours ago')).toBeVisible();
  expect(screen.getByText('23')).toBeVisible();
  expect(screen.getByText('9')).toBeVisible();
});

test('folds library frames, and shows the chain of causes', async () => {
  open(problem);
  const trace = within(await screen.findByRole('region', { name: 'Stack trace' }));
  expect(trace.getByText('/srv/shop/app/code/local/Acme/Pay.php:12')).toBeVisible();
  expect(trace.queryByText('/srv/shop/vendor/a.php:1')).not.toBeInTheDocument();
  fireEvent.click(trace.getByRole('button', { name: '2 library frames' }));
  expect(trace.getByText('/srv/shop/vendor/a.php:1')).toBeVisible();
  expect(trace.getByText('Caused by')).toBeVisible();
  expect(trace.getByText('gateway said no')).toBeVisible();
  // A cause without frames still has its place.
  expect(trace.getByText('/srv/shop/vendor/g.php:9')).toBeVisible();
});

test('shows the request of the latest occurrence', async () => {
  open(problem);
  const context = within(await screen.findByRole('table', { name: 'Request context' }));
  const value = (label: string) =>
    within(context.getByRole('row', { name: new RegExp(`^${label}`) })).getByRole('cell');
  expect(value('URL')).toHaveTextContent('/checkout/onepage/saveOrder');
  expect(value('Duration')).toHaveTextContent('843 ms');
  expect(value('Customer')).toHaveTextContent('not known');
  expect(value('Visitor')).toHaveTextContent('ID 42');
  expect(value('Store')).toHaveTextContent(/^default$/);
});

test('shows what was really said, where the title only stands for it', async () => {
  open(problem);
  expect(await screen.findByRole('heading', { name: 'Payment <id> failed' })).toBeVisible();
  const label = screen.getByText('Latest message:');
  expect(label.parentElement).toHaveTextContent('Latest message: Payment 100 failed');
});

test('says the same thing only once', async () => {
  open({ ...problem, title: 'Payment 100 failed' });
  expect(await screen.findByRole('heading', { name: 'Payment 100 failed' })).toBeVisible();
  expect(screen.queryByText('Latest message:')).not.toBeInTheDocument();
});

test('unknown visitors are no number', async () => {
  open({ ...problem, visitors: null });
  expect(await screen.findByText(/^not known: Requests that die early/)).toBeInTheDocument();
});

test('links keep the time range and store that it has no use for itself', async () => {
  renderPage(`/errors/${id}?from=now-1h&to=now&store=shop%2F1`, {
    answer: () => fakeFrame([occurrence]),
    resource: (call) => (call === `GET problems/${id}` ? problem : undefined),
  });
  expect(await screen.findByRole('link', { name: 'View trace' })).toHaveAttribute(
    'href',
    `/a/maho-insights-app/traces/${traceId}?from=now-1h&to=now&store=shop%2F1`
  );
});

test('without a trace it says what is missing, and claims nothing of the customer', async () => {
  const note = 'Its trace was not sampled: only what the log tells is known.';
  open({ ...problem, latest: { ...problem.latest!, traceId: null, method: null, visitorId: null, note } });
  expect(await screen.findByText(note)).toBeVisible();
  const context = within(screen.getByRole('table', { name: 'Request context' }));
  expect(context.getByRole('row', { name: /^Customer/ })).toHaveTextContent('not known');
});

test('lists the last occurrences with their traces, whatever the range of the page', async () => {
  const asked = open(problem);
  const table = within(await screen.findByRole('table', { name: 'Recent occurrences' }));
  expect(table.getByRole('link', { name: 'View trace' })).toHaveAttribute(
    'href',
    `/a/maho-insights-app/traces/${traceId}`
  );
  expect(table.getByText('not sampled')).toBeVisible();
  const { from, to } = asked.requests[0].range;
  expect(from.valueOf()).toBeLessThan(problem.firstSeen);
  expect(to.valueOf()).toBeGreaterThan(problem.lastSeen);
});

test('an editor changes the status; it is read again with who and when', async () => {
  let document = problem;
  const asked = open(problem, {
    resource: (call) => {
      if (call.startsWith('PUT')) {
        document = { ...problem, status: 'resolved', statusChangedBy: 'erin', statusChangedAt: now - 60_000 };
        return {};
      }
      return call.startsWith('GET problems') ? document : undefined;
    },
  });
  await choose('Resolved');
  expect(await screen.findByText('erin')).toBeVisible();
  expect(screen.getByRole('radio', { name: 'Resolved' })).toBeChecked();
  expect(asked.resources.filter(({ call }) => call.startsWith('PUT'))).toEqual([
    { call: `PUT problems/${id}/status`, data: { status: 'resolved', from: 'open' } },
  ]);
});

test('a Viewer sees the status, why it cannot be changed, and no more', async () => {
  open({ ...problem, status: 'ignored' }, { role: 'Viewer' });
  const radios = within(await screen.findByRole('radiogroup', { name: 'Status' })).getAllByRole('radio');
  expect(radios.every((radio) => (radio as HTMLInputElement).disabled)).toBe(true);
  expect(screen.getByRole('radio', { name: 'Ignored' })).toBeChecked();
  expect(screen.getByText('Editors and administrators can change it.')).toBeVisible();
});

test("the service's refusal is shown, and the status stays", async () => {
  open(problem, {
    resource: refusing(403, { code: 'forbidden', message: 'Changing a status needs the role Editor.' }),
  });
  await choose('Resolved');
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('You may not change the status');
  expect(alert).toHaveTextContent('Changing a status needs the role Editor.');
  expect(screen.getByRole('radio', { name: 'Open' })).toBeChecked();
});

test('a change that somebody else was quicker with is told, and loaded again', async () => {
  let current = problem;
  const conflict = refusing(409, { code: 'conflict', message: 'It is ignored since a minute ago.' });
  open(problem, {
    resource: (call) => {
      if (call.startsWith('GET problems')) {
        return current;
      }
      current = { ...problem, status: 'ignored', statusChangedBy: 'olga', statusChangedAt: now };
      return conflict(call);
    },
  });
  await choose('Resolved');
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('Somebody else changed the status meanwhile');
  fireEvent.click(within(alert).getByRole('button', { name: 'Load again' }));
  await waitFor(() => expect(screen.getByRole('radio', { name: 'Ignored' })).toBeChecked());
  expect(screen.getByText('olga')).toBeVisible();
  await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
});

test('a problem that is not there is told as that', async () => {
  open(problem, {
    resource: (call) => {
      if (call.startsWith('GET problems')) {
        throw { status: 404, data: { error: { code: 'not_found', message: 'There is no such problem.' } } };
      }
      return undefined;
    },
  });
  expect(await screen.findByText('Not found')).toBeVisible();
  expect(screen.getByText('There is no such problem.')).toBeVisible();
});

test('a long message is cut, and shown whole when asked for', async () => {
  const message = `${'x'.repeat(48_000)} end`;
  open({ ...problem, title: message });
  fireEvent.click(await screen.findByRole('button', { name: 'Show all 48,004 characters' }));
  expect(screen.getByText(message)).toBeVisible();
});

async function choose(label: string) {
  fireEvent.click(await screen.findByRole('radio', { name: label }));
}

function refusing(status: number, error: { code: string; message: string }) {
  return (call: string) => {
    if (call.startsWith('PUT')) {
      throw { status, data: { error } };
    }
    return call.startsWith('GET problems') ? problem : undefined;
  };
}
