import type { Span } from '../../pipeline/records.ts';

const prefix = 'dispatch.controller.action.';
const phases = new Set(['predispatch', 'postdispatch']);

/**
 * `module/controller/action`: from the root, else (a request that died tells none) from the last controller action
 * that was dispatched.
 */
export function routeOf(root: Span | null, spans: Span[], path: string | null): string | null {
  const route = root?.attributes['http.route'];
  if (typeof route === 'string' && route !== '') {
    return route;
  }
  for (let at = spans.length - 1; at >= 0; at--) {
    const action = actionOf(spans[at].name);
    if (action) {
      return splitAction(action, path);
    }
  }
  return null;
}

/** Of `dispatch.controller.action.catalog_product_view`, but not of its phases (`….layout_load`, `predispatch`). */
export function actionOf(name: string): string | null {
  if (!name.startsWith(prefix)) {
    return null;
  }
  const action = name.slice(prefix.length);
  return action === '' || action.includes('.') || phases.has(action) ? null : action;
}

/**
 * Maho joins route name, controller and action by underscores (`getFullActionName`), and each may hold some itself:
 * `adminhtml_sales_order_view` is `adminhtml/sales_order/view`. The path, where it names controller and action, decides,
 * and tells the front name as `http.route` does (`admin`, where the route's name is `adminhtml`); else the first part is
 * the route's name and the last one the action.
 */
function splitAction(action: string, path: string | null): string {
  const parts = action.split('_');
  if (parts.length < 3) {
    return parts.join('/');
  }
  const segments = (path ?? '').split('/').filter((segment) => segment !== '');
  for (let at = 0; at < segments.length; at++) {
    const controller = segments[at + 1] ?? 'index';
    const name = segments[at + 2] ?? 'index';
    const tail = `_${controller}_${name}`;
    if (action.length > tail.length && action.toLowerCase().endsWith(tail.toLowerCase())) {
      return `${segments[at]}/${action.slice(-tail.length + 1, -name.length - 1)}/${action.slice(-name.length)}`;
    }
  }
  return `${parts[0]}/${parts.slice(1, -1).join('_')}/${parts.at(-1)}`;
}
