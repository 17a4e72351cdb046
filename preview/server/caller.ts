import type { IncomingMessage } from 'node:http';
import { roles, type Role } from '../../contract/access.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Whom the preview host takes the visitor for; there is no login. */
export interface Caller {
  login: string;
  role: Role;
  theme: Theme;
}

/** The caller as `?role=`, `?login=` and `?theme=` of the page say, else as the cookies of an earlier page do. */
export function readCaller(request: IncomingMessage): Caller {
  const asked = new URL(request.url ?? '/', 'http://preview').searchParams;
  const cookies = readCookies(request.headers.cookie ?? '');
  const read = (name: string) => asked.get(name) ?? cookies.get(`preview_${name}`) ?? '';
  return {
    login: /^[\w.@-]{1,100}$/.test(read('login')) ? read('login') : 'preview',
    role: roles.find((role) => role === read('role')) ?? 'Admin',
    theme: themes.find((theme) => theme === read('theme')) ?? 'dark',
  };
}

/** Cookies that make the following requests come from the same caller. */
export function callerCookies(caller: Caller): string[] {
  return Object.entries(caller).map(([name, value]) => `preview_${name}=${value}; Path=/; SameSite=Lax`);
}

function readCookies(header: string): Map<string, string> {
  return new Map(header.split(/;\s*/).map((pair) => pair.split('=', 2) as [string, string]));
}
