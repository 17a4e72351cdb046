import type { NavModelItem } from '@grafana/data';
import { createContext } from 'react';

/** Lets a page tell the frame which page it is, for breadcrumbs and title. */
export interface Chrome {
  setPage(page: NavModelItem | undefined): void;
}

export const ChromeContext = createContext<Chrome>({ setPage: () => {} });
