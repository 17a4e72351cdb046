import type { NavModelItem } from '@grafana/data';
import { activeItem, appNavigation } from './navigation';

/** From the home page to the page, over the menu's entry and the parents that the page names itself, each once. */
export function breadcrumbs(page: NavModelItem | undefined, path: string): NavModelItem[] {
  const section = appNavigation();
  const item = activeItem(section, path);
  const isWithin = section && (item || path === section.url || path.startsWith(`${section.url}/`));
  const steps: NavModelItem[] = [{ text: 'Home', url: '/' }];
  if (isWithin) {
    steps.push(section);
  }
  if (item) {
    steps.push(item);
  }
  const own: NavModelItem[] = [];
  for (let step = page; step; step = step.parentItem) {
    own.unshift(step);
  }
  const keys = [...steps, ...own].map(({ text, url }) => (url === undefined ? text : pathOf(url)));
  return [...steps, ...own].filter((_step, index) => keys.indexOf(keys[index]) === index);
}

/** Pages give their parents' addresses with the time range. */
function pathOf(url: string): string {
  return url.split('?', 1)[0];
}
