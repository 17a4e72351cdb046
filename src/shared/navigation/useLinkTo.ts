import { urlUtil } from '@grafana/data';
import { useCallback, useContext } from 'react';
import { LinkParamsContext, type LinkParams } from './LinkParams';

/** Returns a function that turns a page's path into a link which keeps time range and store. */
export function useLinkTo(): (path: string, params?: LinkParams) => string {
  const kept = useContext(LinkParamsContext);
  return useCallback((path, params) => urlUtil.renderUrl(path, defined({ ...kept, ...params })), [kept]);
}

function defined(params: LinkParams): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
