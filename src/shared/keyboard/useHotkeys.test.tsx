import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { useHotkeys } from './useHotkeys';

const act = jest.fn();
const grafana = jest.fn();

function Page({ children }: { children?: React.ReactNode }) {
  useHotkeys({ a: act });
  return <>{children}</>;
}

beforeEach(() => {
  jest.clearAllMocks();
  document.addEventListener('keydown', grafana);
});
afterEach(() => document.removeEventListener('keydown', grafana));

test('acts, and keeps the key from Grafana', () => {
  render(<Page />);
  expect(fireEvent.keyDown(document.body, { key: 'a' })).toBe(false);
  expect(act).toHaveBeenCalledTimes(1);
  expect(grafana).not.toHaveBeenCalled();
});

test.each([
  ['another key', { key: 'b' }],
  ['with Control', { key: 'a', ctrlKey: true }],
  ['with Command', { key: 'a', metaKey: true }],
  ['a name of every object', { key: 'toString' }],
])('%s is left alone', (_, event) => {
  render(<Page />);
  expect(fireEvent.keyDown(document.body, event)).toBe(true);
  expect(act).not.toHaveBeenCalled();
  expect(grafana).toHaveBeenCalledTimes(1);
});

test("the second of Grafana's own two is Grafana's", () => {
  render(<Page />);
  fireEvent.keyDown(document.body, { key: 'g' });
  fireEvent.keyDown(document.body, { key: 'a' });
  expect(act).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: 'a' });
  expect(act).toHaveBeenCalledTimes(1);
});

test('nothing acts while one types or a dialog is open, but on a box to tick it does', () => {
  const { rerender } = render(
    <Page>
      <input aria-label="field" />
      <input type="checkbox" aria-label="box" />
    </Page>
  );
  fireEvent.keyDown(screen.getByLabelText('field'), { key: 'a' });
  expect(act).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByLabelText('box'), { key: 'a' });
  expect(act).toHaveBeenCalledTimes(1);
  rerender(
    <Page>
      <div role="dialog" />
    </Page>
  );
  fireEvent.keyDown(document.body, { key: 'a' });
  expect(act).toHaveBeenCalledTimes(1);
});

test('nothing acts once the page is left', () => {
  render(<Page />).unmount();
  fireEvent.keyDown(document.body, { key: 'a' });
  expect(act).not.toHaveBeenCalled();
});
