import React, { useCallback, useId } from 'react';
import { Combobox, InlineField, type ComboboxOption } from '@grafana/ui';
import { storeName } from '../shared/stores/storeName';
import type { InsightsDataSource } from './InsightsDataSource';

interface Props {
  value: string;
  datasource: InsightsDataSource;
  onChange(value: string | undefined): void;
}

export function StoreField({ value, datasource, onChange }: Props) {
  const id = useId();
  const load = useCallback((typed: string) => storeOptions(datasource, typed), [datasource]);
  return (
    <InlineField
      label="Store"
      htmlFor={id}
      tooltip="All stores when empty. A dashboard variable such as $store can be typed."
    >
      <Combobox
        id={id}
        width={26}
        placeholder="All stores"
        options={load}
        value={value || null}
        createCustomValue
        isClearable
        onChange={(option: ComboboxOption | null) => onChange(option?.value || undefined)}
      />
    </InlineField>
  );
}

/** An unreachable receiver must not keep anyone from typing a store or a variable. */
async function storeOptions(datasource: InsightsDataSource, typed: string): Promise<ComboboxOption[]> {
  const stores = await datasource.getStores().catch(() => []);
  return stores
    .map((store) => ({ value: store.key, label: storeName(store, stores) }))
    .filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
}
