import { createContext } from 'react';

/** Query parameters that every link between pages carries on: time range, refresh, store. */
export type LinkParams = Record<string, string | undefined>;

export const LinkParamsContext = createContext<LinkParams>({});
