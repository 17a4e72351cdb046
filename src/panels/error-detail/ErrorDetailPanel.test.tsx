import { dateTime, LoadingState, type DataFrame, type PanelProps } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { fakeFrame } from '../../shared/testing/fakeFrame';
import { fakeGrafana } from '../../shared/testing/fakeGrafana';
import { fakeLayout } from '../../shared/testing/fakeLayout';
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
    resource: (call) => ({
      id: call.slice(-32),
      title: `Problem ${call.slice(-32, -31)}`,
      type: 'Error',
      file: '',
      line: 0,
      route: '',
      handled: true,
      status: 'open',
      statusChangedBy: null,
      statusChangedAt: null,
      firstSeen: 1,
      lastSeen: 2,
      occurrences: 1,
      visitors: 0,
      stack: [],
      latest: null,
    }),
  });
  const props = {
    options: { problemId },
    data: { series, state: LoadingState.Done },
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
  expect(screen.getByText(/told no stack trace/)).toBeVisible();
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
