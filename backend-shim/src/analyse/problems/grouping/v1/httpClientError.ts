import type { ToldException } from '../../../join/StackText.ts';

const clients =
  /^(?:Symfony\\(?:Component|Contracts)\\HttpClient\\|GuzzleHttp\\|Psr\\Http\\Client\\|Http\\Client\\|Laminas\\Http\\Client|Maho\\Http|Zend_Http_Client|Varien_Http|Mage_HTTP_)/;
const status = /(?:HTTP\/\d(?:\.\d)? |resulted in a `|\b(?:status|response) code:? ?\[?)([1-5])\d\d\b/i;
const url = /\b[a-z][a-z0-9+.-]{1,15}:\/\/(?:[^/\s@"'<>`]*@)?(\[[^\]\s]*\]|[^/\s:?#"'<>`]+)/i;
const said = /\b(?:connect to|connection to|resolve (?:host|proxy)(?: name)?:?) (\[[^\]\s]*\]|[\w.-]*\w)/i;

/**
 * What tells one failed request to another service from others: its host and the class of its status (`4xx`), or where
 * no answer came, the exception; null when no exception is an HTTP client's. The innermost one is asked.
 */
export function httpClientErrorOf(chain: ToldException[]): string[] | null {
  const told = [...chain].reverse().find(({ type }) => clients.test(type));
  if (!told) {
    return null;
  }
  const answered = status.exec(told.message);
  return [hostOf(told.message), answered ? `${answered[1]}xx` : told.type];
}

/** Numbers are no part of it: of hosts named by customer or node there are many. */
function hostOf(message: string): string {
  const host = (url.exec(message) ?? said.exec(message))?.[1].toLowerCase() ?? '';
  return host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host) ? 'ip' : host.replace(/\d+/g, '#');
}
