import type { AppPlugin } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import type { Role } from '../../../contract/access';
import { fakeGrafana, type FakeGrafana } from '../../shared/testing/fakeGrafana';
import { SettingsPage } from './SettingsPage';

const url = 'https://example.org/main/{path}#L{line}';

function open(role: Role, jsonData: unknown, resource?: FakeGrafana['resource']) {
  const asked = fakeGrafana({ role, resource });
  const plugin = { meta: { enabled: true, pinned: false, jsonData } } as unknown as AppPlugin;
  render(<SettingsPage plugin={plugin as never} query={{}} />);
  return asked;
}

function field(name: string) {
  return screen.getByLabelText(new RegExp(`^${name}`));
}

test('an administrator sets where frames lead to, sees an example, and keeps what else is set', async () => {
  const asked = open('Admin', { other: 1 }, () => ({ message: 'Plugin settings updated' }));
  fireEvent.change(field('URL of a place'), { target: { value: ` ${url} ` } });
  fireEvent.change(field('Folder of the shop'), { target: { value: '/srv/shop/' } });
  expect(screen.getByText(/^https:\/\/example\.org\/main\/app\/code.*#L42$/)).toBeVisible();
  fireEvent.click(screen.getByRole('button', { name: 'Save settings' }));
  expect(await screen.findByText(/^Saved\./)).toBeVisible();
  expect(asked.resources).toEqual([
    {
      call: 'POST /api/plugins/maho-insights-app/settings',
      data: {
        enabled: true,
        pinned: false,
        jsonData: { other: 1, editorUrl: url, editorPathPrefix: '/srv/shop/' },
      },
    },
  ]);
});

test.each(['javascript:alert({file})', 'data:text/html,{file}', 'https://example.org/'])('%s is not stored', (bad) => {
  const asked = open('Admin', null);
  fireEvent.change(field('URL of a place'), { target: { value: bad } });
  expect(screen.getByRole('alert')).toBeVisible();
  const save = screen.getByRole('button', { name: 'Save settings' });
  expect(save).toBeDisabled();
  fireEvent.submit(save.closest('form')!);
  expect(asked.resources).toEqual([]);
});

test('what is stored can be taken away again', async () => {
  const asked = open('Admin', { editorUrl: url }, () => ({}));
  fireEvent.change(field('URL of a place'), { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save settings' }));
  expect(await screen.findByText(/^Saved\./)).toBeVisible();
  expect(asked.resources[0].data).toMatchObject({ jsonData: { editorUrl: '' } });
});

test("Grafana's refusal is shown", async () => {
  open('Admin', {}, () => {
    throw { status: 403, data: { message: 'You need more permissions.' } };
  });
  fireEvent.click(screen.getByRole('button', { name: 'Save settings' }));
  expect(await screen.findByText('Not saved: You need more permissions.')).toBeVisible();
});

test('others see what is set, and who can change it', () => {
  open('Editor', { editorUrl: url });
  expect(field('URL of a place')).toHaveValue(url);
  expect(field('URL of a place')).toBeDisabled();
  expect(screen.getByRole('button', { name: 'Save settings' })).toBeDisabled();
  expect(screen.getByText('Administrators of this Grafana can change it.')).toBeVisible();
});
