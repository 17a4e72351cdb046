import { locationService } from '@grafana/runtime';

/** As in Grafana, a plain link within the site changes the page without loading it anew. */
export function interceptLinkClicks(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || event.defaultPrevented) {
    return;
  }
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  const href = anchor?.getAttribute('href');
  if (!anchor || !href || anchor.target || anchor.origin !== window.location.origin || href.startsWith('#')) {
    return;
  }
  // Another theme or role is another page: the server writes it into the boot data.
  const asked = new URLSearchParams(anchor.search);
  if (asked.has('theme') || asked.has('role')) {
    return;
  }
  event.preventDefault();
  locationService.push(anchor.pathname + anchor.search + anchor.hash);
}
