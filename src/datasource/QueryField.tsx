import React, { useId } from 'react';
import { Combobox, InlineField, Input } from '@grafana/ui';
import type { InsightsDataSource } from './InsightsDataSource';
import type { FieldSpec } from './queryTypes';
import { StoreField } from './StoreField';

interface Props {
  spec: FieldSpec;
  /** As the query holds it; anything not of the spec's kind counts as left out. */
  value: unknown;
  datasource: InsightsDataSource;
  onChange(value: string | number | undefined): void;
}

export function QueryField({ spec, value, datasource, onChange }: Props) {
  const id = useId();
  const text = typeof value === 'string' ? value : '';
  switch (spec.kind) {
    case 'store':
      return <StoreField value={text} datasource={datasource} onChange={onChange} />;
    case 'choice':
      return (
        <InlineField label={spec.label} htmlFor={id}>
          <Combobox
            id={id}
            width={26}
            options={Object.entries(spec.options).map(([key, label]) => ({ value: key, label }))}
            value={text || spec.initial}
            onChange={({ value }) => onChange(value)}
          />
        </InlineField>
      );
    case 'number':
      return (
        <InlineField label={spec.label} htmlFor={id}>
          <Input
            id={id}
            type="number"
            min={1}
            max={1000}
            width={12}
            key={String(value)}
            defaultValue={typeof value === 'number' ? value : spec.initial}
            onBlur={(event) => onChange(toLimit(event.currentTarget.value))}
            onKeyDown={blurOnEnter}
          />
        </InlineField>
      );
    case 'text':
      return (
        <InlineField label={spec.label} htmlFor={id}>
          <Input
            id={id}
            width={spec.width}
            placeholder={spec.placeholder}
            key={text}
            defaultValue={text}
            onBlur={(event) => onChange(event.currentTarget.value.trim())}
            onKeyDown={blurOnEnter}
          />
        </InlineField>
      );
  }
}

/** Undefined (the receiver's default) for what is no whole number from 1 to 1,000. */
function toLimit(text: string): number | undefined {
  const limit = Number(text);
  return Number.isInteger(limit) && limit >= 1 && limit <= 1000 ? limit : undefined;
}

function blurOnEnter(event: React.KeyboardEvent<HTMLInputElement>) {
  if (event.key === 'Enter') {
    event.currentTarget.blur();
  }
}
