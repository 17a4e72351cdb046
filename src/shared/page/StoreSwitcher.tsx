import { Combobox, type ComboboxOption } from '@grafana/ui';
import React, { useId } from 'react';
import type { StoreDocument } from '../../../contract/documents';
import { storeName } from '../stores/storeName';
import { useStores } from '../stores/useStores';
import { SrOnly } from '../text/SrOnly';
import { usePageState } from './PageState';

/** Chooses one of the stores that have sent anything; nothing to choose from, nothing shown. */
export function StoreSwitcher({ datasourceUid }: { datasourceUid: string }) {
  const { store, setStore } = usePageState();
  const labelId = useId();
  const stores = useStores(datasourceUid);
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
  const options = stores.map((store) => ({ value: store.key, label: storeName(store, stores) }));
  if (chosen && !options.some(({ value }) => value === chosen)) {
    options.push({ value: chosen, label: chosen });
  }
  return [{ value: '', label: 'All stores' }, ...options];
}
