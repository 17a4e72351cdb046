import type { RequestRow as AnyRequestRow } from '../../../contract/rows.ts';

/** A row of a `requests` query, of requests over HTTP. */
export type RequestRow = AnyRequestRow & { method: string; path: string };
