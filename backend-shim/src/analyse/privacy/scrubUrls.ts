import { placeholders } from './placeholders.ts';
import type { ScrubPath } from './createScrubPath.ts';

const url = /\b([a-z][a-z0-9+.-]{1,15}:\/\/)([^\s"'<>\\^`{|}]+)/gi;
const query = /\?([\w[\].%-]{1,64}=[^\s"'<>]*)/g;
const parameter = /([\w[\].%-]{1,64})=([^&#;\s"'<>]*)/g;
const port = /^(?:\[[^\]]*\]|[^:[\]]*)(?::\d{0,5})?$/;

/**
 * Of URLs and query strings the users, passwords and values of parameters become `[token]`, and what is secret in paths;
 * hosts, paths and names of parameters stay.
 */
export function scrubUrls(text: string, scrubPath: ScrubPath): string {
  const scrubbed = text.includes('://')
    ? text.replace(url, (_whole, scheme: string, rest: string) => scheme + scrubUrl(rest, scrubPath))
    : text;
  return scrubbed.includes('?')
    ? scrubbed.replace(query, (_whole, parameters: string) => `?${scrubParameters(parameters)}`)
    : scrubbed;
}

function scrubUrl(rest: string, scrubPath: ScrubPath): string {
  const slash = rest.search(/[/?#]/);
  const authority = endOfAuthority(rest, slash < 0 ? rest.length : slash);
  const told = rest.slice(0, authority);
  const host = told.slice(told.lastIndexOf('@') + 1);
  const user = host.length < told.length ? `${placeholders.token}@` : '';
  const path = rest.slice(authority);
  const mark = path.search(/[?#]/);
  return (
    user + host + (mark < 0 ? scrubPath(path) : scrubPath(path.slice(0, mark)) + scrubParameters(path.slice(mark)))
  );
}

/** A password may hold a slash: what stands behind a colon there and is no port is one. */
function endOfAuthority(rest: string, slash: number): number {
  if (rest.slice(0, slash).includes('@') || port.test(rest.slice(0, slash))) {
    return slash;
  }
  const at = rest.lastIndexOf('@');
  const next = at < 0 ? -1 : rest.slice(at).search(/[/?#]/);
  return at < 0 ? slash : next < 0 ? rest.length : at + next;
}

function scrubParameters(parameters: string): string {
  return parameters.replace(parameter, (whole, name: string, value: string) =>
    value === '' || value === placeholders.token ? whole : `${name}=${placeholders.token}`
  );
}
