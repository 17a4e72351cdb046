import { Button, Field, Input, Modal } from '@grafana/ui';
import React, { useState, type FormEvent } from 'react';
import type { ProblemChange } from '../../../contract/problems';

interface Props {
  onChange: (change: ProblemChange) => void;
  onDismiss: () => void;
}

const dayMs = 86_400_000;
const mostDays = 3_650;
const mostCount = 1_000_000_000;

/** Asks for how long, or until how many; whichever comes first opens the problem again. */
export function IgnoreDialog({ onChange, onDismiss }: Props) {
  const [days, setDays] = useState('');
  const [count, setCount] = useState('');
  const [perHour, setPerHour] = useState('');
  const read = { days: toNumber(days, mostDays), count: whole(count), perHour: whole(perHour) };
  const valid = Object.values(read).every((value) => value !== null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid) {
      onChange({
        kind: 'status',
        status: 'ignored',
        ...(read.days ? { until: Math.round(Date.now() + read.days * dayMs) } : {}),
        ...(read.count ? { count: read.count } : {}),
        ...(read.perHour ? { perHour: read.perHour } : {}),
      });
      onDismiss();
    }
  };
  return (
    <Modal isOpen title="Ignore until" onDismiss={onDismiss}>
      <form onSubmit={submit} noValidate>
        <p>It opens again with the first of these that comes true; with none, when somebody opens it.</p>
        <NumberField label="Days have passed" value={days} onChange={setDays} valid={read.days !== null} autoFocus />
        <NumberField label="More occurrences" value={count} onChange={setCount} valid={read.count !== null} />
        <NumberField
          label="Occurrences within one hour"
          value={perHour}
          onChange={setPerHour}
          valid={read.perHour !== null}
        />
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onDismiss}>
            Cancel
          </Button>
          <Button type="submit" disabled={!valid}>
            Ignore
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

interface NumberFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  valid: boolean;
  autoFocus?: boolean;
}

function NumberField({ label, value, onChange, valid, autoFocus }: NumberFieldProps) {
  const id = `ignore-${label.replace(/\W+/g, '-').toLowerCase()}`;
  return (
    <Field label={label} invalid={!valid} error="A number greater than 0, please.">
      <Input
        id={id}
        value={value}
        inputMode="decimal"
        autoFocus={autoFocus}
        width={20}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </Field>
  );
}

/** Undefined for none, null for what is no number greater than 0. */
function toNumber(text: string, most: number): number | undefined | null {
  if (text.trim() === '') {
    return undefined;
  }
  const number = Number(text.trim());
  return Number.isFinite(number) && number > 0 && number <= most ? number : null;
}

function whole(text: string): number | undefined | null {
  const number = toNumber(text, mostCount);
  return number && !Number.isInteger(number) ? null : number;
}
