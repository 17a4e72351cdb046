import { dateTime, LoadingState, type DataFrame, type PanelProps } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import { fakeGrafana } from '../../shared/testing/fakeGrafana';
import { fakeLayout } from '../../shared/testing/fakeLayout';
import { answerOccurrence, fakeProblem } from '../../shared/testing/fakeProblem';
import { GrafanaRouter } from '../../shared/testing/renderPage';
import type { ErrorDetailOptions } from './ErrorDetailOptions';
import { ErrorDetailPanel } from './ErrorDetailPanel';
import { problemIdOf } from './problemIdOf';

const named = 'a'.repeat(32);
const found = 'c'.repeat(32);

beforeEach(fakeLayout);
afterEach(() => jest.restoreAllMocks());

function panel(problemId: string, series: DataFrame[] = []) {
  const asked = fakeGrafana({
    resource: (call) => {
      const id = /^GET problems\/(\w+)$/.exec(call)?.[1];
      return id ? { ...fakeProblem, id, title: `Problem ${id.charAt(0)}` } : answerOccurrence(call);
    },
  });
  const props = {
    options: { problemId },
    data: { series, state: LoadingState.Done },
    onChangeTimeRange: () => undefined,
    replaceVariables: (text: string) => text.replace('$problem', named),
    timeRange: { from: dateTime(0), to: dateTime(1), raw: { from: 'now-1h', to: 'now' } },
    timeZone: 'utc',
    width: 400,
    height: 300,
  } as unknown as PanelProps<ErrorDetailOptions>;
  render(
    <GrafanaRouter>
      <ErrorDetailPanel {...props} />
    </GrafanaRouter>
  );
  return asked;
}

test('shows the problem that the option names, variables replaced', async () => {
  panel('$problem');
  expect(await screen.findByRole('heading', { name: 'Problem a' })).toBeVisible();
  expect(await screen.findByText('Occurrence 3 of 3 kept')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Open its page' })).toHaveAttribute(
    'href',
    `/a/maho-insights-app/errors/${named}?from=now-1h&to=now`
  );
  // The dashboard's keys are its own.
  fireEvent.keyDown(document.body, { key: 'k' });
  expect(screen.getByText('Occurrence 3 of 3 kept')).toBeVisible();
});

test("else the first row of the panel's data", async () => {
  panel('', [fakeFrame([{ id: found, title: 'x' }])]);
  expect(await screen.findByRole('heading', { name: 'Problem c' })).toBeVisible();
});

test('else says what to do', async () => {
  const asked = panel('');
  expect(await screen.findByText('No problem to show')).toBeVisible();
  expect(asked.resources).toHaveLength(0);
});

test('what is no problem id is not asked for', () => {
  expect(problemIdOf('../stores', [])).toBeNull();
  expect(problemIdOf('', [fakeFrame([{ id: 42 }])])).toBeNull();
  expect(problemIdOf('', [fakeFrame([{ number: 1 }]), fakeFrame([{ id: found }])])).toBe(found);
});
