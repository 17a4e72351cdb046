import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { locationService } from '@grafana/runtime';
import { fakeLayout } from '../../shared/testing/fakeLayout';
import type { FakeGrafana } from '../../shared/testing/fakeGrafana';
import { answerOccurrence, fakeOccurrence, fakeProblem, fakeProblemId } from '../../shared/testing/fakeProblem';
import { renderPage } from '../../shared/testing/renderPage';

beforeEach(fakeLayout);
afterEach(() => jest.restoreAllMocks());

function open(url = '', resource: FakeGrafana['resource'] = answerOccurrence) {
  return renderPage(`/errors/${fakeProblemId}${url}`, {
    resource: (call, data) => (call === `GET problems/${fakeProblemId}` ? fakeProblem : resource(call, data)),
  });
}

async function expectPosition(position: number) {
  expect(await screen.findByText(`Occurrence ${position} of 3 kept`)).toBeVisible();
  // Of the request of this occurrence, not of the latest.
  expect(await screen.findByText(`ID ${100 + position}`)).toBeVisible();
}

function step(label: string) {
  return screen.getByRole('button', { name: `${label} occurrence` });
}

function press(key: string, target: Element = document.body) {
  fireEvent.keyDown(target, { key });
}

test('begins with the latest, and walks to the previous, the first, the next and the last', async () => {
  open();
  await expectPosition(3);
  expect(step('Next')).toHaveAttribute('aria-disabled', 'true');
  expect(step('Last')).toHaveAttribute('aria-disabled', 'true');
  fireEvent.click(step('Previous'));
  await expectPosition(2);
  fireEvent.click(step('First'));
  await expectPosition(1);
  expect(step('Previous')).toHaveAttribute('aria-disabled', 'true');
  fireEvent.click(step('Next'));
  await expectPosition(2);
  fireEvent.click(step('Last'));
  await expectPosition(3);
});

test('the occurrence is in the URL, to be passed on', async () => {
  open(`?occurrence=${'2'.repeat(32)}`);
  await expectPosition(2);
  fireEvent.click(step('Previous'));
  await expectPosition(1);
  expect(locationService.getSearch().get('occurrence')).toBe('1'.repeat(32));
  fireEvent.click(step('Last'));
  await expectPosition(3);
  expect(locationService.getSearch().has('occurrence')).toBe(false);
});

test('what is no occurrence in the URL is the latest', async () => {
  const asked = open('?occurrence=..%2Fstores');
  await expectPosition(3);
  expect(asked.resources.filter(({ call }) => call.includes('stores/'))).toEqual([]);
});

test('one that is not kept any more says so, and leads to the latest', async () => {
  open(`?occurrence=${'9'.repeat(32)}`, (call) => {
    if (call.endsWith('9')) {
      throw { status: 404, data: { error: { code: 'not_found', message: 'It is not kept.' } } };
    }
    return answerOccurrence(call);
  });
  expect(await screen.findByText('This occurrence is not kept any more.')).toBeVisible();
  fireEvent.click(screen.getByRole('button', { name: 'Show the latest' }));
  await expectPosition(3);
});

test('says where not all were counted', async () => {
  open('', (call) =>
    call.endsWith('/last')
      ? fakeOccurrence(3, { position: null, kept: 10_000, positionBounded: true })
      : answerOccurrence(call)
  );
  expect(await screen.findByText('One of more than 10,000 occurrences')).toBeVisible();
});

test('j and k walk, and stop at the ends', async () => {
  open();
  await expectPosition(3);
  press('j');
  press('k');
  await expectPosition(2);
  press('k');
  await expectPosition(1);
  press('k');
  press('j');
  await expectPosition(2);
});

test('r resolves, once', async () => {
  const answer = { changed: [], refused: [], undo: { problems: [] } };
  const asked = open('', (call) => (call === 'POST problems/changes' ? answer : answerOccurrence(call)));
  await expectPosition(3);
  press('r');
  await waitFor(() => expect(asked.resources.filter(({ call }) => call === 'POST problems/changes')).toHaveLength(1));
});

test('i opens the ways to ignore, a the users, ? the keys', async () => {
  open();
  await expectPosition(3);
  press('i');
  expect(await screen.findByRole('menu', { name: 'Ignore' })).toBeVisible();
  press('Escape');
  await waitFor(() => expect(screen.queryByRole('menu')).not.toBeInTheDocument());
  press('a');
  expect(await screen.findByRole('option', { name: 'Nobody' })).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Assignee' })).toHaveFocus();
  press('Escape', screen.getByRole('combobox', { name: 'Assignee' }));
  press('?');
  expect(within(await screen.findByRole('dialog')).getByText('Next occurrence')).toBeVisible();
});

test('keys are letters while one types, and with a modifier they are not ours', async () => {
  const asked = open();
  await expectPosition(3);
  press('r', screen.getByRole('textbox', { name: 'Note' }));
  press('k', screen.getByRole('combobox', { name: 'Assignee' }));
  fireEvent.keyDown(document.body, { key: 'r', ctrlKey: true });
  await expectPosition(3);
  expect(asked.resources.filter(({ call }) => call.startsWith('POST'))).toEqual([]);
});
