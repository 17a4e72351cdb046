import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import type { InsightsDataSource } from './InsightsDataSource';
import type { InsightsQuery } from './InsightsQuery';
import { QueryEditor } from './QueryEditor';

function open(query: object, getStores = async () => [{ key: 'shop/1', service: 'shop', storeId: 1, code: 'en' }]) {
  const onChange = jest.fn();
  const onRunQuery = jest.fn();
  render(
    <QueryEditor
      query={{ refId: 'A', ...query } as InsightsQuery}
      datasource={{ getStores } as unknown as InsightsDataSource}
      onChange={onChange}
      onRunQuery={onRunQuery}
    />
  );
  return { onChange, onRunQuery };
}

/** Grafana's Combobox draws its list only where it has a size, which jsdom has not; the keyboard works all the same. */
function chooseLast(label: string, above = 0) {
  const input = screen.getByLabelText(label);
  fireEvent.click(input);
  fireEvent.keyDown(input, { key: 'End' });
  Array.from({ length: above }, () => fireEvent.keyDown(input, { key: 'ArrowUp' }));
  fireEvent.keyDown(input, { key: 'Enter' });
}

beforeAll(() => {
  // Combobox measures its options.
  const context = { measureText: (text: string) => ({ width: text.length * 8 }) };
  global.IntersectionObserver = jest.fn(() => ({ observe() {}, unobserve() {}, disconnect() {} })) as never;
  HTMLCanvasElement.prototype.getContext = jest.fn().mockReturnValue(context);
});

it('shows the fields of the query type and no others', () => {
  open({ queryType: 'trace', traceId: 'ab' });
  expect(screen.getByLabelText('Trace')).toHaveValue('ab');
  expect(screen.queryByLabelText('Limit')).not.toBeInTheDocument();
});

it('runs the query when a trace id was pasted and Enter pressed', () => {
  const { onChange, onRunQuery } = open({ queryType: 'trace', traceId: '' });
  const field = screen.getByLabelText('Trace');
  field.focus();
  fireEvent.change(field, { target: { value: ' 0AF7 ' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ queryType: 'trace', traceId: '0AF7' }));
  expect(onRunQuery).toHaveBeenCalledTimes(1);
});

it('drops what another query type does not know, and keeps what it does', () => {
  const { onChange } = open({ queryType: 'problems', search: 'x', store: 'shop/1', limit: 5 });
  chooseLast('Query');
  expect(onChange.mock.lastCall[0]).toEqual({ refId: 'A', queryType: 'orders', store: 'shop/1', limit: 5 });
});

it('drops a choice that another query type does not offer', () => {
  const { onChange } = open({ queryType: 'problems', search: 'x', sort: 'visitors', limit: 5 });
  chooseLast('Query', 2);
  expect(onChange.mock.lastCall[0]).toEqual({ refId: 'A', queryType: 'requests', limit: 5 });
});

it('takes a senseless limit for none', () => {
  const { onChange } = open({ queryType: 'orders', limit: 5 });
  const field = screen.getByLabelText('Limit');
  fireEvent.change(field, { target: { value: '-3' } });
  fireEvent.blur(field);
  expect(onChange.mock.lastCall[0].limit).toBeUndefined();
});

it('takes a query without a type for a figure', () => {
  open({});
  expect(screen.getByLabelText('Figure')).toHaveValue('Errors');
});

it('can be used when the stores cannot be listed', () => {
  open({ queryType: 'orders', store: '$store' }, async () => {
    throw new Error('unreachable');
  });
  expect(screen.getByLabelText('Store')).toHaveValue('$store');
});
