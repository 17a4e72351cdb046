import { Combobox, type ComboboxOption, Tooltip } from '@grafana/ui';
import React, { type FormEvent, useEffect, useId, useMemo, useRef } from 'react';
import type { ProblemChange } from '../../../contract/problems';
import { mayTriage, whoMayTriage } from '../access/mayTriage';
import { SrOnly } from '../text/SrOnly';
import { isWanted, nobody, useAssignees } from './useAssignees';

interface Props {
  /** Null for nobody; undefined for problems of several. */
  assignee?: string | null;
  onChange: (change: ProblemChange) => void;
  disabled?: boolean;
  /** Of the input, to be focused from elsewhere. */
  id?: string;
}

const longestLogin = 190;

/** Who takes care of it: me, nobody, a user that Grafana tells, or a login as typed. */
export function AssignPicker({ assignee, onChange, disabled = false, id }: Props) {
  const options = useAssignees();
  const labelId = useId();
  const allowed = mayTriage();
  const value = useMemo(() => (assignee ? { value: assignee, label: assignee } : null), [assignee]);
  const asked = useRef<string | null>(null);
  useEffect(() => {
    asked.current = null;
  }, [assignee, disabled]);
  const typed = useRef('');
  // The list is filled a moment after each letter: who types and presses Enter at once means what was typed.
  const meant = (option: ComboboxOption<string>) => (isWanted(option, typed.current) ? option.value : typed.current);
  // The list tells one choice more than once.
  const choose = (login: string) => {
    if (login !== asked.current && (assignee === undefined || login !== (assignee ?? nobody))) {
      asked.current = login;
      onChange({ kind: 'assign', assignee: login === nobody ? null : login });
    }
  };
  const picker = (
    <div
      onFocusCapture={() => (typed.current = '')}
      onInputCapture={({ target }: FormEvent) => (typed.current = (target as HTMLInputElement).value)}
    >
      <SrOnly>
        <span id={labelId}>Assignee</span>
      </SrOnly>
      <Combobox
        id={id}
        aria-labelledby={labelId}
        options={options}
        value={value}
        placeholder={assignee === undefined ? 'Assign to' : 'Nobody'}
        createCustomValue
        customValueDescription="Login of a Grafana user"
        disabled={disabled || !allowed}
        prefixIcon="user"
        width={24}
        onChange={(option) => choose(meant(option).trim().slice(0, longestLogin))}
      />
    </div>
  );
  return allowed ? picker : <Tooltip content={whoMayTriage}>{picker}</Tooltip>;
}
