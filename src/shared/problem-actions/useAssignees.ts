import type { ComboboxOption } from '@grafana/ui';
import { getBackendSrv } from '@grafana/runtime';
import { useCallback } from 'react';
import { lastValueFrom } from 'rxjs';
import { currentLogin } from '../access/currentLogin';

/** In place of a login: who is not assigned cannot be an option's value. */
export const nobody = '';

interface GrafanaUser {
  login: string;
  name?: string;
}

/** Reads whom a problem can be assigned to, by part of the login: me, nobody, and the users that Grafana tells. */
export function useAssignees(): (typed: string) => Promise<Array<ComboboxOption<string>>> {
  return useCallback(async (typed: string) => {
    const me = currentLogin();
    const fixed = [...(me ? [{ value: me, label: me, description: 'Me' }] : []), { value: nobody, label: 'Nobody' }];
    const users = await readUsers(typed);
    const others = users
      .filter(({ login }) => login !== me)
      .map(({ login, name }) => ({
        value: login,
        label: login,
        description: name && name !== login ? name : undefined,
      }));
    return [...fixed, ...others].filter((option) => isWanted(option, typed));
  }, []);
}

/** Whether an option is among those that a typed text asks for. */
export function isWanted({ label, value, description = '' }: ComboboxOption<string>, typed: string): boolean {
  return `${label ?? value} ${description}`.toLowerCase().includes(typed.trim().toLowerCase());
}

/** None for those whom Grafana does not tell them: a login can still be typed. */
async function readUsers(typed: string): Promise<GrafanaUser[]> {
  try {
    const url = `/api/org/users/lookup?limit=100&query=${encodeURIComponent(typed.trim())}`;
    const { data } = await lastValueFrom(
      getBackendSrv().fetch<GrafanaUser[]>({ method: 'GET', url, showErrorAlert: false })
    );
    return Array.isArray(data) ? data.filter(({ login }) => typeof login === 'string' && login !== '') : [];
  } catch {
    return [];
  }
}
