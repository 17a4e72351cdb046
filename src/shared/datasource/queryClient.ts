import { QueryClient } from '@tanstack/react-query';

/**
 * A range's data does not change by itself: a refresh asks for a new range. Nothing is tried again silently,
 * since the page says what failed and offers it.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Infinity,
        gcTime: 60_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
