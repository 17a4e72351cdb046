import type { NavModelItem } from '@grafana/data';
import { activeItem, appNavigation } from './navigation';

export interface Crumb {
  text: string;
  url?: string;
}

/** From the home page to the page, over the parents that it names itself; the app's first page is no step of its own. */
export function breadcrumbs(page: NavModelItem | undefined, path: string): Crumb[] {
  const section = appNavigation();
  const inApp = section?.url && (path === section.url || path.startsWith(`${section.url}/`));
  const menuItem = inApp ? activeItem(section, path) : undefined;
  const crumbs: Crumb[] = [{ text: 'Home', url: '/' }];
  if (inApp) {
    crumbs.push({ text: section.text, url: section.url });
  }
  if (menuItem && menuItem.url !== section?.url) {
    crumbs.push({ text: menuItem.text, url: menuItem.url });
  } else if (menuItem && path === section?.url && !page) {
    crumbs.push({ text: menuItem.text, url: menuItem.url });
  }
  const own: Crumb[] = [];
  for (let item = page; item; item = item.parentItem) {
    own.unshift({ text: item.text, url: item.url });
  }
  return [...crumbs, ...own].filter(({ url }, index, all) => !url || all.findIndex((crumb) => crumb.url === url) === index);
}
