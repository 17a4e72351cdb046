import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ChangesDocument, ChangesRequest } from '../../../contract/problems';
import type { ProblemRow } from '../../../contract/rows';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import type { FakeGrafana } from '../../shared/testing/fakeGrafana';
import { fakeLayout } from '../../shared/testing/fakeLayout';
import { fakeProblemRow } from '../../shared/testing/fakeProblemRow';
import { renderPage } from '../../shared/testing/renderPage';

// The scaffold's stand-in takes seconds to find a name in a picture that is part of the code.
jest.mock('react-inlinesvg', () => ({ __esModule: true, default: () => null }));

// To find out what is hidden, jsdom goes through every style sheet for every element.
configure({ defaultHidden: true });

beforeEach(fakeLayout);
afterEach(() => jest.restoreAllMocks());

const ids = { a: 'a'.repeat(32), b: 'b'.repeat(32), c: 'c'.repeat(32) };

const undoDocument = { problems: [{ id: ids.a, revision: 2, before: { status: 'open' } }] };

/** A receiver that does what it is told, but for what is refused. */
function receiver(options: { refused?: ChangesDocument['refused']; role?: FakeGrafana['role'] } = {}) {
  const { refused = [], role } = options;
  const rows: ProblemRow[] = [
    fakeProblemRow({ id: 'a', title: 'First', occurrences: 5 }),
    fakeProblemRow({ id: 'b', title: 'Second', occurrences: 9, revision: 7 }),
    fakeProblemRow({ id: 'c', title: 'Third', occurrences: 1 }),
  ];
  const change = ({ problems, change: asked }: ChangesRequest) => {
    const done = rows.filter(({ id }) => problems.some((one) => one.id === id) && !refused.some((r) => r.id === id));
    done.forEach((row) => {
      row.revision += 1;
      row.status = asked.kind === 'status' ? asked.status : asked.kind === 'merge' ? 'resolved' : row.status;
      row.assignee = asked.kind === 'assign' ? asked.assignee : row.assignee;
    });
    return {
      changed: done.map(({ id, revision, status, assignee }) => ({ id, revision, status, assignee })),
      refused,
      undo: undoDocument,
    };
  };
  return renderPage('/errors', {
    role,
    answer: (target) =>
      fakeFrame(
        target.queryType === 'problems'
          ? (rows.filter(({ status }) => target.status === 'all' || status === target.status) as never[])
          : []
      ),
    resource: (call, data) => {
      if (call === 'POST problems/changes') {
        return change(data as ChangesRequest);
      }
      if (call === 'POST problems/undo') {
        rows.forEach((row) => (row.status = 'open'));
        return {
          changed: [{ id: ids.a, revision: 3, status: 'open', assignee: null }],
          refused: [],
          undo: { problems: [] },
        };
      }
      return undefined;
    },
  });
}

const tick = async (name: string) => fireEvent.click(await screen.findByRole('checkbox', { name: `Select ${name}` }));
const posted = (asked: ReturnType<typeof receiver>, path = 'problems/changes') =>
  asked.resources.filter(({ call }) => call === `POST ${path}`).map(({ data }) => data as ChangesRequest);
const expectPosted = (asked: ReturnType<typeof receiver>, requests: ChangesRequest[]) =>
  waitFor(() => expect(posted(asked)).toEqual(requests));
const titles = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('link')[0].textContent);
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });

test('resolves what is ticked at once, and takes it back', async () => {
  const asked = receiver();
  await tick('First');
  await tick('Second');
  expect(screen.getByText('2 problems selected')).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Resolve' }));
  // Before the answer has come.
  expect(titles()).toEqual(['Third']);
  await expectPosted(asked, [
    {
      problems: [
        { id: ids.a, revision: 1 },
        { id: ids.b, revision: 7 },
      ],
      change: { kind: 'status', status: 'resolved' },
    },
  ]);
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(titles()).toEqual(['First', 'Second', 'Third']));
  expect(posted(asked, 'problems/undo')).toEqual([undoDocument]);
});

test('what was refused is told and shown as it is', async () => {
  receiver({ refused: [{ id: ids.b, message: 'tom ignored it a minute ago.' }] });
  await tick('First');
  await tick('Second');
  fireEvent.click(screen.getByRole('button', { name: 'Resolve' }));
  expect(titles()).toEqual(['Third']);
  expect(await screen.findByText('tom ignored it a minute ago.')).toBeInTheDocument();
  expect(titles()).toEqual(['Second', 'Third']);
});

test('ignores for a time', async () => {
  const asked = receiver();
  await tick('First');
  fireEvent.click(screen.getByRole('button', { name: 'Ignore' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: /For a day/ }));
  await waitFor(() => expect(titles()).toEqual(['Second', 'Third']));
  expect(posted(asked)[0].change).toMatchObject({ kind: 'status', status: 'ignored', until: expect.any(Number) });
});

test('assigns to me', async () => {
  const asked = receiver();
  await tick('Third');
  fireEvent.click(screen.getByRole('button', { name: 'Assign to me' }));
  expect(await screen.findByText('jane')).toBeInTheDocument();
  await expectPosted(asked, [{ problems: [{ id: ids.c, revision: 1 }], change: { kind: 'assign', assignee: 'jane' } }]);
});

test('merges into the most frequent one', async () => {
  const asked = receiver();
  await screen.findByRole('table');
  expect(screen.getByRole('button', { name: 'Merge' })).toHaveAttribute('aria-disabled', 'true');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  fireEvent.click(screen.getByRole('button', { name: 'Merge' }));
  const dialog = await screen.findByRole('dialog', { name: 'Merge 3 problems' });
  expect(within(dialog).getByRole('radio', { name: /Second/ })).toBeChecked();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Merge into this one' }));
  expect(titles()).toEqual(['Second']);
  await expectPosted(asked, [
    {
      problems: [
        { id: ids.a, revision: 1 },
        { id: ids.c, revision: 1 },
      ],
      change: { kind: 'merge', into: ids.b },
    },
  ]);
});

test('by keys: j, k, x, r', async () => {
  const asked = receiver();
  await screen.findByRole('table');
  key('j');
  expect(screen.getByRole('link', { name: 'First' })).toHaveFocus();
  key('j');
  key('j');
  key('k');
  expect(screen.getByRole('link', { name: 'Second' })).toHaveFocus();
  expect(screen.getByRole('link', { name: 'Second' }).closest('tr')).toHaveAttribute('aria-current', 'true');
  key('x');
  expect(screen.getByRole('checkbox', { name: 'Select Second' })).toBeChecked();
  key('x');
  key('r');
  expect(titles()).toEqual(['First', 'Third']);
  // The row that took its place.
  expect(screen.getByRole('link', { name: 'Third' })).toHaveFocus();
  await expectPosted(asked, [
    { problems: [{ id: ids.b, revision: 7 }], change: { kind: 'status', status: 'resolved' } },
  ]);
});

test('by keys: i opens the ways to ignore the row, / the search, in which letters are letters', async () => {
  const asked = receiver();
  await screen.findByRole('table');
  key('j');
  key('i');
  expect(await screen.findByRole('menuitem', { name: /For a day/ })).toBeInTheDocument();
  expect(screen.getByRole('checkbox', { name: 'Select First' })).toBeChecked();
  fireEvent.click(screen.getByRole('menuitem', { name: /Until somebody/ }));
  await waitFor(() => expect(titles()).toEqual(['Second', 'Third']));
  key('/');
  expect(screen.getByRole('combobox', { name: 'Search problems' })).toHaveFocus();
  key('r');
  expect(posted(asked)).toHaveLength(1);
});

test('shift ticks all between', async () => {
  receiver();
  await tick('First');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select Third' }), { shiftKey: true });
  expect(screen.getByText('3 problems selected')).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Select none' }));
  expect(screen.getByText('None selected')).toBeInTheDocument();
});

test('a Viewer sees what could be done and who can, and no key changes anything', async () => {
  const asked = receiver({ role: 'Viewer' });
  await screen.findByRole('table');
  expect(screen.getByText('Editors and administrators can change problems.')).toBeInTheDocument();
  expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
  for (const name of ['Resolve', 'Ignore', 'Assign to me', 'Merge']) {
    const button = screen.getByRole('button', { name });
    expect(button.getAttribute('aria-disabled') ?? String((button as HTMLButtonElement).disabled)).toBe('true');
    fireEvent.click(button);
  }
  key('j');
  ['x', 'r', 'i', 'a'].forEach(key);
  expect(asked.resources.filter(({ call }) => call.startsWith('POST'))).toEqual([]);
  expect(titles()).toEqual(['First', 'Second', 'Third']);
});
