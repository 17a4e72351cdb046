import { Combobox, type ComboboxOption } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import React, { useId } from 'react';
import type { StoreDocument } from '../../../contract/documents';
import { getResource } from '../datasource/resources';
import { SrOnly } from '../text/SrOnly';
import { usePageState } from './PageState';

/** Chooses one of the stores that have sent anything; nothing to choose from, nothing shown. */
export function StoreSwitcher({ datasourceUid }: { datasourceUid: string }) {
  const { store, setStore } = usePageState();
  const labelId = useId();
  const { data: stores = [] } = useQuery({
    queryKey: ['resource', datasourceUid, 'stores'],
    queryFn: () => getResource<StoreDocument[]>(datasourceUid, 'stores'),
    staleTime: 60_000,
  });
  if (stores.length < 2 && !store) {
    return null;
  }
  return (
    <>
      <SrOnly>
        <span id={labelId}>Store</span>
      </SrOnly>
      <Combobox
        aria-labelledby={labelId}
        options={storeOptions(stores, store)}
        value={store}
        onChange={({ value }) => setStore(value)}
        width="auto"
        minWidth={16}
        maxWidth={40}
        prefixIcon="layer-group"
      />
    </>
  );
}

/** All stores first; the chosen one is offered even when it has not sent anything. */
export function storeOptions(stores: StoreDocument[], chosen: string): Array<ComboboxOption<string>> {
  const services = new Set(stores.map(({ service }) => service));
  const options = stores.map(({ key, code, service }) => ({
    value: key,
    label: services.size > 1 ? `${service} / ${code}` : code,
  }));
  if (chosen && !options.some(({ value }) => value === chosen)) {
    options.push({ value: chosen, label: chosen });
  }
  return [{ value: '', label: 'All stores' }, ...options];
}
