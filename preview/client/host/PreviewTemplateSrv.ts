import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

const reference = /\$(\w+)|\$\{([\w.]+)(?::[^}]*)?\}|\[\[(\w+)(?::\w+)?\]\]/g;

/** Replaces scoped variables and the page's time range: there are no dashboards here, thus no others. */
export class PreviewTemplateSrv implements TemplateSrv {
  replace(target = '', scopedVars: ScopedVars = {}, format?: string | Function): string {
    return target.replace(reference, (text, ...names: Array<string | undefined>) => {
      const name = names.slice(0, 3).find((candidate) => candidate) ?? '';
      if (name === '__url_time_range') {
        return urlTimeRange();
      }
      const value = scopedVars[name]?.value;
      if (value === undefined) {
        return text;
      }
      return typeof format === 'function' ? format(value, { name }) : String(value);
    });
  }

  containsTemplate(target = ''): boolean {
    return target.search(reference) !== -1;
  }

  getVariables(): TypedVariableModel[] {
    return [];
  }

  updateTimeRange(): void {}
}

function urlTimeRange(): string {
  const kept = [...new URLSearchParams(window.location.search)].filter(([key]) => key === 'from' || key === 'to');
  return new URLSearchParams(kept).toString();
}
