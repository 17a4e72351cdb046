import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import React, { useState } from 'react';
import { parseSearch } from '../../../contract/search';
import { SearchField } from './SearchField';
import { suggest } from './suggest';

// The scaffold's stand-in takes seconds to find a name in a picture that is part of the code.
jest.mock('react-inlinesvg', () => ({ __esModule: true, default: () => null }));

const known = { route: [{ value: 'checkout/cart/index', describe: '2 problems' }] };
const applied = jest.fn();

function Search({ initial = '' }: { initial?: string }) {
  const [value, setValue] = useState(initial);
  return (
    <SearchField
      label="Search"
      placeholder=""
      maxLength={40}
      value={value}
      onApply={(search) => {
        applied(search);
        setValue(search);
      }}
      check={(text) => parseSearch(text).problems}
      suggest={(text, caret) => suggest(text, caret, known)}
    />
  );
}

function open(initial?: string) {
  applied.mockClear();
  render(<Search initial={initial} />);
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Search' });
  field.focus();
  return field;
}

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const key = (field: HTMLElement, name: string) => fireEvent.keyDown(field, { key: name });
const active = (field: HTMLElement) => document.getElementById(field.getAttribute('aria-activedescendant') ?? '');

test('completes a field, then its value, by keys alone', async () => {
  const field = open();
  type(field, 'rou');
  expect(field).toHaveAttribute('aria-expanded', 'true');
  expect(active(field)).toBeNull();
  key(field, 'ArrowDown');
  expect(active(field)).toHaveTextContent('route:');
  expect(active(field)).toHaveAttribute('aria-selected', 'true');
  key(field, 'Enter');
  expect(field).toHaveValue('route:');
  expect(screen.getByRole('listbox')).toHaveAttribute('id', field.getAttribute('aria-controls'));
  key(field, 'ArrowDown');
  key(field, 'Tab');
  expect(field).toHaveValue('route:checkout/cart/index ');
  await waitFor(() => expect(applied).toHaveBeenCalledWith('route:checkout/cart/index'));
  expect(field).toHaveFocus();
});

test('a click completes, too', () => {
  const field = open();
  type(field, 'is:reg');
  fireEvent.mouseDown(screen.getByRole('option', { name: /regressed/ }));
  expect(field).toHaveValue('is:regressed ');
});

test('the arrows go round through the field itself', () => {
  const field = open();
  type(field, 'is:re');
  key(field, 'ArrowUp');
  expect(active(field)).toHaveTextContent('regressed');
  key(field, 'ArrowDown');
  expect(active(field)).toBeNull();
});

test('Enter without a choice searches at once; Escape closes the list, then leaves the field', () => {
  const field = open();
  type(field, 'timeout');
  key(field, 'Enter');
  expect(applied).toHaveBeenCalledWith('timeout');
  type(field, 'is:');
  key(field, 'Escape');
  expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
  expect(field).toHaveFocus();
  key(field, 'Escape');
  expect(field).not.toHaveFocus();
});

test('a term in the middle of being written is neither searched for nor told to be wrong', async () => {
  const field = open('cart');
  type(field, 'cart is:op');
  await new Promise((done) => setTimeout(done, 500));
  expect(applied).not.toHaveBeenCalled();
  expect(field).toBeValid();
  fireEvent.blur(field);
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(/^is: is one of open, resolved, /);
  await waitFor(() => expect(applied).toHaveBeenCalledWith('cart is:op'));
});

test('a value that is being chosen is not searched for, but what fits none of those known is', async () => {
  const field = open();
  type(field, 'route:check');
  await new Promise((done) => setTimeout(done, 500));
  expect(applied).not.toHaveBeenCalled();
  type(field, 'route:check*');
  await waitFor(() => expect(applied).toHaveBeenCalledWith('route:check*'));
});

test('what is wrong is marked where it stands', () => {
  open('cart nofield:1');
  const mark = screen.getAllByText('nofield:1').find((element) => element.closest('[aria-hidden]'));
  expect(mark?.previousSibling).toHaveTextContent('cart');
});

test('no completion makes it longer than it may be', () => {
  const field = open();
  type(field, `${'x'.repeat(30)} rou`);
  key(field, 'ArrowDown');
  key(field, 'Enter');
  expect(field.value.length).toBeLessThanOrEqual(40);
  key(field, 'ArrowDown');
  key(field, 'Enter');
  expect(field.value.length).toBeLessThanOrEqual(40);
});

test('can be cleared', () => {
  const field = open('cart');
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(applied).toHaveBeenCalledWith('');
  expect(field).toHaveValue('');
});
