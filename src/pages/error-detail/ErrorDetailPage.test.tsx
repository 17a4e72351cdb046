import { fireEvent, screen, within } from '@testing-library/react';
import type { ProblemDocument } from '../../../contract/documents';
import type { OccurrenceDocument } from '../../../contract/problems';
import type { DistributionRow } from '../../../contract/rows';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import type { FakeGrafana, FakeTarget } from '../../shared/testing/fakeGrafana';
import { fakeLayout } from '../../shared/testing/fakeLayout';
import {
  answerOccurrence,
  fakeContext,
  fakeNow,
  fakeOccurrence,
  fakeProblem,
  fakeProblemId,
  fakeTraceId,
} from '../../shared/testing/fakeProblem';
import { renderPage } from '../../shared/testing/renderPage';

beforeEach(fakeLayout);
afterEach(() => jest.restoreAllMocks());

const row = {
  id: '3'.repeat(32),
  time: fakeContext.time,
  traceId: fakeTraceId,
  message: 'Payment 300 failed',
  method: 'POST',
  path: '/checkout/onepage/saveOrder',
  durationMs: 843,
  visitorId: 42,
  customerId: null,
};

function distribution(dimension: string, value: string, share: number, shareOfAll: number | null, weight: number) {
  return { dimension, value, occurrences: 10, share, shareOfAll, weight } satisfies DistributionRow;
}

function answer({ queryType }: FakeTarget) {
  switch (queryType) {
    case 'occurrences':
      return fakeFrame([row, { ...row, id: '2'.repeat(32), traceId: null }]);
    case 'occurrenceSeries':
      return fakeFrame([
        { time: fakeNow - 120_000, occurrences: 3 },
        { time: fakeNow - 60_000, occurrences: 9 },
      ]);
    case 'distributions':
      return fakeFrame([
        distribution('host', 'web1', 0.5, 0.5, 0.1),
        distribution('paymentMethod', 'acme_pay', 0.92, 0.31, 2),
        distribution('paymentMethod', 'checkmo', 0.004, null, 2),
      ]);
    default:
      return [];
  }
}

interface Shown {
  problem?: Partial<ProblemDocument>;
  occurrence?: Partial<OccurrenceDocument>;
  url?: string;
}

function open({ problem, occurrence, url = '' }: Shown = {}, grafana: FakeGrafana = {}) {
  return renderPage(`/errors/${fakeProblemId}${url}`, {
    answer,
    resource: (call) => {
      if (call === `GET problems/${fakeProblemId}`) {
        return { ...fakeProblem, ...problem };
      }
      return occurrence && call.endsWith('/last') ? fakeOccurrence(3, occurrence) : answerOccurrence(call);
    },
    ...grafana,
  });
}

function region(name: string) {
  return screen.findByRole('region', { name });
}

test('shows what, where, since when, in which version, how often and for whom', async () => {
  open();
  expect(await screen.findByRole('heading', { name: 'Payment <id> failed' })).toBeVisible();
  expect(screen.getByText('Unhandled')).toBeVisible();
  const fact = (label: string) => screen.getByText(label).parentElement;
  expect(fact('First seen')).toHaveTextContent('First seen5 days agoin 26.8.0');
  expect(fact('Last seen')).toHaveTextContent('Last seen3 hours agoin 26.9.0');
  expect(fact('Occurrences')).toHaveTextContent('Occurrences23in all');
  expect(fact('Visitors')).toHaveTextContent('Visitors9');
  expect(fact('Orders')).toHaveTextContent('Orders2placed nevertheless');
});

test('says how often it was seen in the time range, and which versions began in it', async () => {
  const asked = open({}, {});
  const chart = within(await region('Occurrences over time'));
  expect(await chart.findByText(/12 occurrences in this time range/)).toHaveTextContent(
    /Version 26\.9\.0 began 20 hours ago/
  );
  expect(chart.getByRole('group', { name: /^Occurrences over time: 12, the most \(9\) at / })).toBeInTheDocument();
  expect(asked.queries.find(({ queryType }) => queryType === 'occurrenceSeries')).toMatchObject({
    problemId: fakeProblemId,
    by: 'version',
  });
});

test('what was not seen in the time range says so, and leads to all of its time', async () => {
  const asked = open(
    { url: '?from=now-5m&to=now' },
    { answer: (target) => (target.queryType === 'occurrenceSeries' ? [] : answer(target)) }
  );
  const chart = within(await region('Occurrences over time'));
  expect(await chart.findByText(/Not seen in this time range\. It was last seen/)).toBeVisible();
  fireEvent.click(chart.getByRole('button', { name: 'All of its time' }));
  await screen.findByText(/Not seen in this time range/);
  const { from, to } = asked.requests
    .filter(({ targets }) => targets[0].queryType === 'occurrenceSeries')
    .at(-1)!.range;
  expect(from.valueOf()).toBeLessThan(fakeProblem.firstSeen);
  expect(to.valueOf()).toBeGreaterThan(fakeProblem.lastSeen);
});

test('tells in words in what the occurrences differ, the most telling first', async () => {
  open();
  const common = within(await region('What they have in common'));
  expect(await common.findByText('92 % of these')).toBeVisible();
  expect(common.getByText(', 31 % of all requests')).toBeVisible();
  expect(common.getByText('less than 1 % of these')).toBeVisible();
  // Half of all requests went there, too.
  expect(common.queryByText('Host')).not.toBeInTheDocument();
  fireEvent.click(common.getByRole('button', { name: 'Show 1 more' }));
  expect(common.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual([
    'Payment method',
    'Host',
  ]);
});

test('folds library frames, and shows the chain of causes', async () => {
  open();
  const trace = within(await region('Stack trace'));
  expect(trace.getByText('/srv/shop/app/code/local/Acme/Pay.php:12')).toBeVisible();
  expect(trace.queryByText('/srv/shop/vendor/a.php:1')).not.toBeInTheDocument();
  fireEvent.click(trace.getByRole('button', { name: '2 library frames' }));
  expect(trace.getByText('/srv/shop/vendor/a.php:1')).toBeVisible();
  expect(trace.getByText('Caused by')).toBeVisible();
  expect(trace.getByText('gateway said no')).toBeVisible();
  // A cause without frames still has its place.
  expect(trace.getByText('/srv/shop/vendor/g.php:9')).toBeVisible();
});

test('a stack of a thousand different frames is cut, and shown whole when asked for', async () => {
  const frames = Array.from({ length: 1_000 }, (_, index) => ({
    function: `f${index}`,
    file: `/srv/shop/app/f${index}.php`,
    line: 1,
    inApp: true,
  }));
  open({ occurrence: { stack: [{ ...fakeProblem.stack[0], frames }] } });
  const trace = within(await region('Stack trace'));
  fireEvent.click(await trace.findByRole('button', { name: 'Show 940 more frames' }));
  expect(trace.getByText('f999')).toBeVisible();
});

test('frames lead to the repository that the settings name, where their path is known', async () => {
  const settings = { editorUrl: 'https://example.org/main/{path}#L{line}', editorPathPrefix: '/srv/shop' };
  open(
    {},
    {
      resource: (call) => {
        if (call === 'GET /api/plugins/maho-insights-app/settings') {
          return { jsonData: settings };
        }
        return call === `GET problems/${fakeProblemId}` ? fakeProblem : answerOccurrence(call);
      },
    }
  );
  const trace = within(await region('Stack trace'));
  const link = await trace.findByRole('link', { name: '/srv/shop/index.php:3' });
  expect(link).toHaveAttribute('href', 'https://example.org/main/index.php#L3');
  expect(link).toHaveAttribute('rel', 'noopener noreferrer');
});

test('a template that would run something makes no link', async () => {
  open(
    {},
    {
      resource: (call) => {
        if (call === 'GET /api/plugins/maho-insights-app/settings') {
          return { jsonData: { editorUrl: 'javascript:alert("{file}")' } };
        }
        return call === `GET problems/${fakeProblemId}` ? fakeProblem : answerOccurrence(call);
      },
    }
  );
  const trace = within(await region('Stack trace'));
  expect(await trace.findByText('/srv/shop/index.php:3')).toBeVisible();
  expect(trace.queryByRole('link')).not.toBeInTheDocument();
});

test('shows the request, and names what is not known of it in one line', async () => {
  open();
  const table = await screen.findByRole('table', { name: 'Request context' });
  const value = (label: string) =>
    within(within(table).getByRole('row', { name: new RegExp(`^${label}`) })).getByRole('cell');
  expect(value('URL')).toHaveTextContent('/checkout/onepage/saveOrder');
  expect(value('Duration')).toHaveTextContent('843 ms');
  expect(value('Visitor')).toHaveTextContent('ID 42');
  expect(value('Store')).toHaveTextContent(/^default$/);
  expect(value('Not known')).toHaveTextContent('Customer, Order, Payment');
});

test("shows the store's name where the shop's database tells it", async () => {
  open({ occurrence: { context: { ...fakeContext, storeName: 'Roastery Wien' } } });
  expect(await screen.findByText('Roastery Wien (default)')).toBeVisible();
});

test('a part of a merged problem is told as the whole', async () => {
  open({ problem: { id: 'd'.repeat(32) } });
  expect(await screen.findByText('The problem that was asked for was merged into this one.')).toBeVisible();
});

test("shows a customer's e-mail where the shop's database tells it", async () => {
  open({ occurrence: { context: { ...fakeContext, customerId: 7, customerEmail: 'ann@example.com' } } });
  expect(await screen.findByText('ann@example.com (ID 7)')).toBeVisible();
});

test('shows what the request did before it failed, and what it logged', async () => {
  open();
  const trail = within(await screen.findByRole('table', { name: 'Trail' }));
  const [, first, second] = trail.getAllByRole('row');
  expect(first).toHaveTextContent(/120 ms.*query.*SELECT \* FROM `sales_flat_quote`.*4 times in a row.*3\.5 ms/);
  expect(second).toHaveTextContent(/50\.0 ms.*http.*failed.*POST https:\/\/gateway\.example\/charge.*49/);
  const logs = within(screen.getByRole('table', { name: 'Log records' }));
  expect(logs.getAllByRole('row')[1]).toHaveTextContent(/1\.0 ms before.*ERROR.*gateway said no/);
});

test('a long trail begins near the failure, and says what is left out', async () => {
  const [step] = fakeOccurrence(3).trail;
  const trail = Array.from({ length: 40 }, (_, index) => ({ ...step, text: `step ${index}`, count: 1 }));
  open({ occurrence: { trail, trailOmitted: 1_204 } });
  const section = within(await region('What the request did before it failed'));
  expect(section.getByText('step 39')).toBeVisible();
  expect(section.queryByText('step 0')).not.toBeInTheDocument();
  fireEvent.click(section.getByRole('button', { name: 'Show 30 earlier steps' }));
  expect(section.getByText('step 0')).toBeVisible();
  expect(section.getByText(/1,204 earlier steps left out/)).toBeVisible();
});

test('without a trace it says what is missing and why, and claims nothing', async () => {
  const note = 'Its trace was not sampled: only what the log tells is known.';
  const context = { ...fakeContext, traceId: null, method: null, visitorId: null, note };
  open({ occurrence: { context, trail: [], logs: [] } });
  expect(await screen.findByText(note)).toBeVisible();
  expect(screen.getByText('Only a trace tells this, and the store sent none of this request.')).toBeVisible();
  expect(screen.getByText('No log record of this request is kept.')).toBeVisible();
  expect(within(screen.getByRole('group', { name: 'Occurrence' })).queryByRole('link')).not.toBeInTheDocument();
});

test('where no occurrence is kept, what the problem itself tells stays', async () => {
  open(
    { problem: { latest: null } },
    {
      resource: (call) => {
        if (call === `GET problems/${fakeProblemId}`) {
          return { ...fakeProblem, latest: null };
        }
        if (call.includes('/occurrences/')) {
          throw { status: 404, data: { error: { code: 'not_found', message: 'None is kept.' } } };
        }
        return undefined;
      },
    }
  );
  expect(await screen.findByText('/srv/shop/app/code/local/Acme/Pay.php:12', { selector: 'ol *' })).toBeVisible();
  expect(await within(await region('Request context')).findByText('No occurrence is kept any more.')).toBeVisible();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

test('shows what was really said, where the title only stands for it', async () => {
  open();
  expect(await screen.findByText('Occurrence 3 of 3 kept')).toBeVisible();
  expect(screen.getByText('Message:').parentElement).toHaveTextContent('Message: Payment 300 failed');
});

test('says the same thing only once', async () => {
  open({ problem: { title: 'Payment 300 failed' } });
  expect(await screen.findByRole('heading', { name: 'Payment 300 failed' })).toBeVisible();
  expect(await screen.findByText('Occurrence 3 of 3 kept')).toBeVisible();
  expect(screen.queryByText('Message:')).not.toBeInTheDocument();
});

test('unknown visitors are no number', async () => {
  open({ problem: { visitors: null } });
  expect(await screen.findByText(/^not known: Requests that die early/)).toBeInTheDocument();
});

test('lists the last occurrences with their traces, whatever the range of the page', async () => {
  const asked = open({ url: '?from=now-1h&to=now&store=shop%2F1' });
  const table = within(await screen.findByRole('table', { name: 'Recent occurrences' }));
  expect(table.getByRole('link', { name: 'View trace' })).toHaveAttribute(
    'href',
    `/a/maho-insights-app/traces/${fakeTraceId}?from=now-1h&to=now&store=shop%2F1`
  );
  expect(table.getByText('not sampled')).toBeVisible();
  expect(await table.findByText('(shown)', { exact: false })).toBeVisible();
  const { from, to } = asked.requests.find(({ targets }) => targets[0].queryType === 'occurrences')!.range;
  expect(from.valueOf()).toBeLessThan(fakeProblem.firstSeen);
  expect(to.valueOf()).toBeGreaterThan(fakeProblem.lastSeen);
});

test('a problem that is not there is told as that', async () => {
  open(
    {},
    {
      resource: (call) => {
        if (call.startsWith('GET problems')) {
          throw { status: 404, data: { error: { code: 'not_found', message: 'There is no such problem.' } } };
        }
        return undefined;
      },
    }
  );
  expect(await screen.findByText('Not found')).toBeVisible();
  expect(screen.getByText('There is no such problem.')).toBeVisible();
});

test('a long message is cut, and shown whole when asked for', async () => {
  const message = `${'x'.repeat(48_000)} end`;
  open({ problem: { title: message } });
  fireEvent.click(await screen.findByRole('button', { name: 'Show all 48,004 characters' }));
  expect(screen.getByText(message)).toBeVisible();
});

test('markup is text, and control characters are seen as such', async () => {
  open({ problem: { title: '<script>alert(1)</script>\u001b[31mred\u0000' } });
  expect(await screen.findByRole('heading', { name: '<script>alert(1)</script>␛[31mred␀' })).toBeVisible();
});
