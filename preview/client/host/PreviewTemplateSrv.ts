import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

const reference = /\$(\w+)|\$\{([\w.]+)(?::[^}]*)?\}|\[\[(\w+)(?::\w+)?\]\]/g;

/** Replaces scoped variables only: there are no dashboards here, thus no others. */
export class PreviewTemplateSrv implements TemplateSrv {
  replace(target = '', scopedVars: ScopedVars = {}, format?: string | Function): string {
    return target.replace(reference, (text, ...names: Array<string | undefined>) => {
      const name = names.slice(0, 3).find((candidate) => candidate) ?? '';
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
