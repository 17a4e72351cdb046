import type { NavModelItem } from '@grafana/data';
import { config } from '@grafana/runtime';

/** The app's section of Grafana's menu, from its manifest, as far as the user's role may see it. */
export function appNavigation(): NavModelItem | undefined {
  const app = Object.values(config.apps ?? {})[0] as unknown as AppMeta | undefined;
  if (!app) {
    return undefined;
  }
  const pages = (app.includes ?? []).filter(
    ({ type, addToNav, role }) => type === 'page' && addToNav && isAllowed(role)
  );
  return {
    id: `plugin-page-${app.id}`,
    text: app.name,
    img: app.info.logos.small,
    subTitle: app.info.description,
    url: `/a/${app.id}`,
    // As in Grafana, the first page is the section's own link and no entry below it.
    children: pages.filter(({ defaultNav }) => !defaultNav).map(({ name, path }) => ({ text: name, url: path })),
  };
}

/** The menu's entry for a path: the longest that it begins with. */
export function activeItem(section: NavModelItem | undefined, path: string): NavModelItem | undefined {
  const matching = (section?.children ?? []).filter(({ url }) => path === url || path.startsWith(`${url}/`));
  return matching.sort((a, b) => (b.url?.length ?? 0) - (a.url?.length ?? 0))[0];
}

interface AppMeta {
  id: string;
  name: string;
  info: { description: string; logos: { small: string } };
  includes?: Array<{
    type: string;
    name: string;
    path?: string;
    role?: string;
    addToNav?: boolean;
    defaultNav?: boolean;
  }>;
}

function isAllowed(role = 'Viewer'): boolean {
  const order = ['None', 'Viewer', 'Editor', 'Admin'];
  return order.indexOf(config.bootData.user.orgRole) >= order.indexOf(role);
}
