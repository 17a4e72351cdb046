import { useQuery } from '@tanstack/react-query';
import type { StoreDocument } from '../../../contract/documents';
import { getResource } from '../datasource/resources';

const none: StoreDocument[] = [];

/** The stores that have sent anything; none until they have come. */
export function useStores(datasourceUid: string): StoreDocument[] {
  const { data } = useQuery({
    queryKey: ['resource', datasourceUid, 'stores'],
    queryFn: () => getResource<StoreDocument[]>(datasourceUid, 'stores'),
    staleTime: 60_000,
  });
  return data ?? none;
}
