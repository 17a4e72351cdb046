import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ProblemDocument } from '../../../contract/documents';
import type { ChangesDocument } from '../../../contract/problems';
import { whoMayTriage } from '../../shared/access/mayTriage';
import { fakeLayout } from '../../shared/testing/fakeLayout';
import type { FakeGrafana } from '../../shared/testing/fakeGrafana';
import { answerOccurrence, fakeNow, fakeProblem, fakeProblemId } from '../../shared/testing/fakeProblem';
import { renderPage } from '../../shared/testing/renderPage';

beforeEach(fakeLayout);
afterEach(() => jest.restoreAllMocks());

const otherId = 'f'.repeat(32);

/** A service that stores what it is told of a problem: `change` is what a change leaves of it. */
function open(problem: Partial<ProblemDocument>, change: Partial<ProblemDocument> = {}, grafana: FakeGrafana = {}) {
  let current: ProblemDocument = { ...fakeProblem, ...problem };
  const before = current;
  return renderPage(`/errors/${fakeProblemId}`, {
    resource: (call) => {
      if (call === 'POST problems/changes') {
        current = { ...current, ...change, revision: current.revision + 1 };
        return answered(current);
      }
      if (call === 'POST problems/undo') {
        current = { ...before, revision: current.revision + 1 };
        return answered(current);
      }
      return call === `GET problems/${fakeProblemId}` ? current : answerOccurrence(call);
    },
    ...grafana,
  });
}

const stateBefore = {
  status: 'open' as const,
  resolvedAfter: null,
  regressedAt: null,
  ignoredUntil: null,
  ignoredCount: null,
  ignoredRate: null,
  assignee: null,
  mergedInto: null,
};

function answered({ id, revision, status, assignee }: ProblemDocument): ChangesDocument {
  const undo = { problems: [{ id, revision, before: stateBefore }] };
  return { changed: [{ id, revision, status, assignee }], refused: [], undo };
}

function refusing(answer: ChangesDocument | { status: number; data: unknown }, then: Partial<ProblemDocument> = {}) {
  let current = fakeProblem;
  return (call: string) => {
    if (call === 'POST problems/changes') {
      current = { ...fakeProblem, ...then };
      if ('data' in answer) {
        throw answer;
      }
      return answer;
    }
    return call === `GET problems/${fakeProblemId}` ? current : answerOccurrence(call);
  };
}

async function press(name: string | RegExp) {
  fireEvent.click(await screen.findByRole('button', { name }));
}

async function pick(name: string) {
  fireEvent.click(await screen.findByText(name));
}

function posted(asked: ReturnType<typeof open>) {
  return asked.resources.filter(({ call }) => call.startsWith('POST')).map(({ call, data }) => [call, data]);
}

const named = [{ id: fakeProblemId, revision: 4 }];

test('resolves in the revision that is seen, tells who, and takes it back', async () => {
  const asked = open({}, { status: 'resolved', statusChangedBy: 'erin', statusChangedAt: fakeNow - 10_800_000 });
  await press('Resolve');
  expect(await screen.findByText('erin')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Reopen' })).toBeVisible();
  const toast = within(await screen.findByRole('status', { name: 'Done' }));
  expect(toast.getByText('Resolved')).toBeVisible();
  fireEvent.click(toast.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByRole('button', { name: 'Resolve' })).toBeVisible();
  expect(await screen.findByText('Undone')).toBeVisible();
  expect(posted(asked)).toEqual([
    ['POST problems/changes', { problems: named, change: { kind: 'status', status: 'resolved' } }],
    ['POST problems/undo', { problems: [{ id: fakeProblemId, revision: 5, before: stateBefore }] }],
  ]);
});

test('resolves in the next version', async () => {
  const asked = open({}, { status: 'resolved', resolvedAfter: '26.9.0' });
  await press('More ways to resolve');
  await pick('Resolve in the next version');
  expect(await screen.findByText(/in the version after/)).toHaveTextContent('in the version after 26.9.0');
  expect(posted(asked)).toEqual([
    ['POST problems/changes', { problems: named, change: { kind: 'status', status: 'resolved', inNextVersion: true } }],
  ]);
});

test.each([
  ['Until somebody opens it again', {}],
  ['Until 100 more occurrences', { count: 100 }],
  ['Until 10 within an hour', { perHour: 10 }],
])('ignores: %s', async (choice, expected) => {
  const asked = open({}, { status: 'ignored', ignoredUntil: { time: null, more: 10, perHour: null } });
  await press('Ignore');
  await pick(choice);
  expect(await screen.findByText(/until 10 more/)).toBeVisible();
  expect(posted(asked)).toEqual([
    ['POST problems/changes', { problems: named, change: { kind: 'status', status: 'ignored', ...expected } }],
  ]);
});

test('ignores for a time from now on', async () => {
  const asked = open({}, { status: 'ignored' });
  const now = Date.now();
  await press('Ignore');
  await pick('For a day');
  await waitFor(() => expect(posted(asked)).toHaveLength(1));
  const { until } = (asked.resources.find(({ call }) => call.startsWith('POST'))!.data as { change: { until: number } })
    .change;
  expect(until).toBeGreaterThanOrEqual(now + 86_400_000);
  expect(until).toBeLessThan(now + 86_400_000 + 60_000);
});

test('ignores until other numbers, which have to be numbers', async () => {
  const asked = open({}, { status: 'ignored' });
  await press('Ignore');
  await pick('Other ...');
  const dialog = within(await screen.findByRole('dialog'));
  const more = dialog.getByLabelText('More occurrences');
  for (const wrong of ['many', '-1', '0', '1.5', '1e99']) {
    fireEvent.change(more, { target: { value: wrong } });
    expect(dialog.getByRole('button', { name: 'Ignore' })).toBeDisabled();
  }
  fireEvent.change(more, { target: { value: ' 250 ' } });
  fireEvent.change(dialog.getByLabelText('Occurrences within one hour'), { target: { value: '30' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Ignore' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(posted(asked)).toEqual([
    [
      'POST problems/changes',
      { problems: named, change: { kind: 'status', status: 'ignored', count: 250, perHour: 30 } },
    ],
  ]);
});

test('says that it is a regression, and since when', async () => {
  open({ regressedAt: fakeNow - 10_800_000 });
  expect(await screen.findByText('Regression')).toBeVisible();
  expect(screen.getByText(/seen again/)).toHaveTextContent('seen again 3 hours ago');
});

test('is assigned to me, to a login, or to nobody', async () => {
  const asked = open({ assignee: 'olga' });
  const input = await screen.findByRole('combobox', { name: 'Assignee' });
  expect(input).toHaveValue('olga');
  fireEvent.click(input);
  fireEvent.click(await screen.findByRole('option', { name: /jane/ }));
  await waitFor(() => expect(posted(asked)).toHaveLength(1));
  await screen.findByText('Assigned to jane');
  fireEvent.click(input);
  fireEvent.click(await screen.findByRole('option', { name: 'Nobody' }));
  await waitFor(() => expect(posted(asked)).toHaveLength(2));
  fireEvent.click(input);
  fireEvent.change(input, { target: { value: 'sven@example.com' } });
  fireEvent.click(await screen.findByRole('option', { name: /sven@example.com/ }));
  await waitFor(() => expect(posted(asked)).toHaveLength(3));
  expect(posted(asked).map(([, data]) => (data as { change: { assignee: string } }).change.assignee)).toEqual([
    'jane',
    null,
    'sven@example.com',
  ]);
});

test('a note is stored and shown with who and when; one that is not stored stays written', async () => {
  const note = {
    id: '1'.repeat(16),
    at: fakeNow - 10_800_000,
    kind: 'note' as const,
    actor: 'erin',
    data: { text: 'Seen <b>' },
  };
  open({}, { activity: [note] });
  const add = await screen.findByRole('button', { name: 'Add note' });
  expect(add).toBeDisabled();
  fireEvent.change(screen.getByRole('textbox', { name: 'Note' }), { target: { value: ' Seen <b> ' } });
  fireEvent.click(add);
  const entry = within(await screen.findByRole('list', { name: 'Activity' })).getByRole('listitem');
  expect(entry).toHaveTextContent('erin wrote: 3 hours agoSeen <b>');
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Note' })).toHaveValue(''));
});

test('a note that cannot be stored stays written', async () => {
  open(
    {},
    {},
    { resource: refusing({ status: 503, data: { error: { code: 'unavailable', message: 'No database.' } } }) }
  );
  const field = await screen.findByRole('textbox', { name: 'Note' });
  fireEvent.change(field, { target: { value: 'Look at the gateway' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add note' }));
  expect(await screen.findByText('No database.')).toBeVisible();
  expect(field).toHaveValue('Look at the gateway');
});

test('tells what was done, by whom and by itself', async () => {
  const at = fakeNow - 10_800_000;
  open({
    activity: [
      { id: '1', at, kind: 'regressed', actor: null, data: { version: '26.9.0' } },
      { id: '2', at, kind: 'reopened', actor: null, data: { why: 'count' } },
      { id: '3', at, kind: 'status', actor: 'erin', data: { status: 'ignored', from: 'open', count: 100 } },
      { id: '4', at, kind: 'status', actor: 'erin', data: { status: 'resolved', inNextVersion: true } },
      { id: '5', at, kind: 'assigned', actor: 'erin', data: { assignee: null } },
      { id: '6', at, kind: 'merged', actor: 'erin', data: { id: otherId, title: 'Another' } },
      { id: '7', at, kind: 'undone', actor: 'erin', data: {} },
    ],
  });
  const list = await screen.findByRole('list', { name: 'Activity' });
  const entries = within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(entries).toEqual([
    'Seen again after it was resolved, in version 26.9.0 3 hours ago',
    'Opened again: it came as often as it was to be ignored 3 hours ago',
    'erin ignored it until 100 more 3 hours ago',
    'erin resolved it in the next version 3 hours ago',
    'erin assigned it to nobody 3 hours ago',
    'erin merged "Another" into it 3 hours ago',
    'erin took back: the change before 3 hours ago',
  ]);
});

test('similar problems are merged, merged ones split off, each by its own revision', async () => {
  const asked = open({
    merged: [{ id: 'e'.repeat(32), title: 'A part', occurrences: 3, revision: 7 }],
    similar: [
      { id: otherId, title: 'Another', status: 'open', occurrences: 2, revision: 9, why: 'the same exception' },
    ],
  });
  const similar = within(await screen.findByRole('region', { name: 'Similar problems' }));
  expect(similar.getByText(/the same exception/)).toBeVisible();
  fireEvent.click(similar.getByRole('button', { name: 'Merge' }));
  await waitFor(() => expect(posted(asked)).toHaveLength(1));
  await screen.findByText('Merged');
  fireEvent.click(screen.getByRole('button', { name: 'Unmerge' }));
  await waitFor(() => expect(posted(asked)).toHaveLength(2));
  expect(posted(asked).map(([, data]) => data)).toEqual([
    { problems: [{ id: otherId, revision: 9 }], change: { kind: 'merge', into: fakeProblemId } },
    { problems: [{ id: 'e'.repeat(32), revision: 7 }], change: { kind: 'unmerge' } },
  ]);
});

test('a change that somebody else was quicker with is told with what they did, and not made', async () => {
  const message = 'olga ignored it a minute ago.';
  const refused: ChangesDocument = { changed: [], refused: [{ id: fakeProblemId, message }], undo: { problems: [] } };
  open(
    {},
    {},
    { resource: refusing(refused, { status: 'ignored', statusChangedBy: 'olga', statusChangedAt: fakeNow }) }
  );
  await press('Resolve');
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('Nothing was changed');
  expect(alert).toHaveTextContent(message);
  // What they did is shown by the time one reads of it.
  expect(await screen.findByText('olga')).toBeVisible();
  expect(screen.queryByRole('status', { name: 'Done' })).not.toBeInTheDocument();
  fireEvent.click(within(alert).getByRole('button', { name: /close/i }));
  await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
});

test("the service's refusal is shown, and the status stays", async () => {
  const error = { code: 'forbidden', message: 'Changing problems needs the role Editor.' };
  open({}, {}, { resource: refusing({ status: 403, data: { error } }) });
  await press('Resolve');
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('You may not change problems');
  expect(alert).toHaveTextContent(error.message);
  expect(screen.getByRole('button', { name: 'Resolve' })).toBeEnabled();
});

test('a Viewer sees all of it, can change nothing, and is told who can', async () => {
  const similar = [
    { id: otherId, title: 'Another', status: 'open' as const, occurrences: 2, revision: 9, why: 'the same exception' },
  ];
  const asked = open({ similar }, {}, { role: 'Viewer' });
  for (const name of ['Resolve', 'Ignore', 'Merge']) {
    const button = await screen.findByRole('button', { name });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    fireEvent.click(button);
  }
  expect(screen.getByRole('combobox', { name: 'Assignee' })).toBeDisabled();
  const note = screen.getByRole('textbox', { name: 'Note' });
  expect(note).toBeDisabled();
  expect(note).toHaveAttribute('placeholder', whoMayTriage);
  fireEvent.keyDown(document.body, { key: 'r' });
  fireEvent.keyDown(document.body, { key: 'i' });
  expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  expect(posted(asked)).toEqual([]);
});
