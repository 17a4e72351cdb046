import { Stack, TextLink } from '@grafana/ui';
import React from 'react';
import type { OrderRow } from '../../../contract/rows';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import { toRows } from '../../shared/datasource/toRows';
import { coverageOf, isSample } from '../../shared/figures/coverageOf';
import { Section } from '../../shared/layout/Section';
import { paths } from '../../shared/navigation/paths';
import { useLinkTo } from '../../shared/navigation/useLinkTo';
import { usePageState } from '../../shared/page/PageState';
import { usePageFrames } from '../../shared/page/usePageFrames';
import { EmptyNote } from '../../shared/state/EmptyNote';
import { ErrorNotice } from '../../shared/state/ErrorNotice';
import { Skeleton } from '../../shared/state/Skeleton';
import { storeNameOfKey } from '../../shared/stores/storeName';
import { useStores } from '../../shared/stores/useStores';
import type { Column } from '../../shared/table/Column';
import { DataTable } from '../../shared/table/DataTable';
import { ShopText } from '../../shared/text/ShopText';
import { TimeAgo } from '../../shared/text/TimeAgo';
import { sections } from './cards';
import { formatMoney } from './formatMoney';

const shown = 10;

/** The orders that the card counts, as far as their requests were traced. */
export function LatestOrders() {
  const { store } = usePageState();
  const { data, error, refetch } = usePageFrames({ orders: { queryType: 'orders', store, limit: shown } });
  const stores = useStores(useDatasource().uid);
  const linkTo = useLinkTo();
  const columns: Array<Column<OrderRow>> = [
    { id: 'number', header: 'Order', cell: ({ number }) => <ShopText>{number}</ShopText> },
    {
      id: 'total',
      header: 'Total',
      align: 'right',
      cell: ({ total, currency }) => (total === null ? '' : formatMoney(total, currency)),
    },
    {
      id: 'payment',
      header: 'Payment',
      grows: true,
      cell: ({ paymentMethod }) => <ShopText>{paymentMethod ?? ''}</ShopText>,
    },
    { id: 'store', header: 'Store', from: 'md', cell: ({ store: of }) => <ShopText>{of ? storeNameOfKey(of, stores) : ''}</ShopText> },
    { id: 'time', header: 'Placed', align: 'right', cell: ({ time }) => <TimeAgo time={time} /> },
    {
      id: 'trace',
      header: '',
      align: 'right',
      cell: ({ traceId, number }) =>
        traceId && (
          <TextLink href={linkTo(paths.trace(traceId))} aria-label={`Trace of order ${number}`} inline={false}>
            Trace
          </TextLink>
        ),
    },
  ];
  const rows = data && toRows<OrderRow>(data.orders[0]);
  const coverage = coverageOf(data?.orders[0]);
  return (
    <Section id={sections.orders} title="Latest orders">
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <Skeleton lines={4} label="Loading latest orders" />
      ) : (
        <Stack direction="column" gap={1}>
          {rows.length === 0 ? (
            <EmptyNote>No traced request of this time range placed an order.</EmptyNote>
          ) : (
            <DataTable
              label="Latest orders"
              columns={columns}
              rows={rows}
              rowKey={({ number, time }) => `${number} ${time}`}
            />
          )}
          {isSample(coverage) && <EmptyNote>{coverage.note}</EmptyNote>}
        </Stack>
      )}
    </Section>
  );
}
