import type { DataSourceSettings } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';
import { ConfigEditor } from './ConfigEditor';
import type { InsightsOptions, InsightsSecrets } from './InsightsOptions';

function open(options: Partial<DataSourceSettings<InsightsOptions, InsightsSecrets>> = {}) {
  const onOptionsChange = jest.fn();
  const all = { url: '', secureJsonFields: {}, ...options } as DataSourceSettings<InsightsOptions, InsightsSecrets>;
  render(<ConfigEditor options={all} onOptionsChange={onOptionsChange} />, { wrapper: MemoryRouter });
  return onOptionsChange;
}

it('keeps the URL without blanks', () => {
  const changed = open();
  fireEvent.change(screen.getByLabelText(/URL/), { target: { value: ' http://insights:4318 ' } });
  expect(changed.mock.lastCall[0].url).toBe('http://insights:4318');
});

it('puts the token where Grafana encrypts it', () => {
  const changed = open();
  fireEvent.change(screen.getByLabelText(/Token/), { target: { value: 'secret' } });
  expect(changed.mock.lastCall[0]).toMatchObject({ secureJsonData: { token: 'secret' } });
  expect(changed.mock.lastCall[0].jsonData).toBeUndefined();
});

it('never shows a token that is set, and lets it be replaced', () => {
  const changed = open({ secureJsonFields: { token: true } });
  expect(screen.getByLabelText(/Token/)).toBeDisabled();
  fireEvent.click(screen.getByText('Reset'));
  expect(changed.mock.lastCall[0]).toMatchObject({ secureJsonFields: { token: false }, secureJsonData: { token: '' } });
});

it.each([['insights:4318'], ['ftp://insights']])('says that %s is no address', (url) => {
  open({ url });
  expect(screen.getByText(/begins with http/)).toBeInTheDocument();
});

it('asks for nothing more once there is an address', () => {
  open({ url: 'http://insights:4318' });
  expect(screen.queryByText(/begins with http/)).not.toBeInTheDocument();
});
