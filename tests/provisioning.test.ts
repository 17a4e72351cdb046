import { readFileSync } from 'node:fs';
import { query } from '../contract/queries.ts';

interface Panel {
  id: number;
  type: string;
  title: string;
  datasource: { uid: string };
  targets: Array<{ refId: string; datasource: { uid: string } } & Record<string, unknown>>;
}

const dashboard = JSON.parse(readFileSync('provisioning/dashboards/overview.json', 'utf8')) as {
  uid: string;
  title: string;
  panels: Panel[];
  templating: { list: Array<{ name: string; type: string; query: string }> };
};
const rules = readFileSync('provisioning/alerting/rules.yaml', 'utf8');

/** The rule's query, as far as it is written: one `key: value` a line below `queryType`. */
function ruleModel(): Record<string, string> {
  const [, lines] = /model:\n((?:.*\n)*?)\s+- refId: B/.exec(rules)!;
  return Object.fromEntries([...lines.matchAll(/^ {14}(\w+): (\S+)$/gm)].map(([, key, value]) => [key, value]));
}

describe('provisioned dashboard', () => {
  it('asks only what the query API answers', () => {
    const targets = dashboard.panels.flatMap(({ title, targets: list }) => list.map((target) => ({ title, target })));
    for (const { title, target } of targets) {
      const { refId: _, datasource: __, ...asked } = target;
      const parsed = query.safeParse(asked);
      expect({ title, error: parsed.error?.message }).toEqual({ title, error: undefined });
      expect({ title, keys: Object.keys(parsed.data!) }).toEqual({
        title,
        keys: expect.arrayContaining(Object.keys(asked)),
      });
    }
    expect(targets.length).toBeGreaterThan(10);
  });

  it('uses a variable for its data source, in every panel and query', () => {
    const variable = dashboard.templating.list.find(({ type }) => type === 'datasource');
    expect(variable).toMatchObject({ name: 'datasource', query: 'maho-insights-datasource' });
    const uids = dashboard.panels.flatMap(({ datasource, targets }) => [
      datasource,
      ...targets.map((t) => t.datasource),
    ]);
    expect(new Set(uids.map(({ uid }) => uid))).toEqual(new Set(['${datasource}']));
  });

  it('has one panel an id', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('provisioned alert rule', () => {
  it('asks for the errors of each store in the last five minutes', () => {
    const { queryType, figure, format, by } = ruleModel();
    expect(query.parse({ queryType, figure, format, by })).toEqual({
      queryType: 'figure',
      figure: 'errors',
      format: 'total',
      by: 'store',
      store: '',
    });
    expect(rules).toMatch(/relativeTimeRange:\n\s+from: 300\n\s+to: 0/);
    expect(rules).toMatch(/type: gt\n\s+params:\n\s+- 50\n/);
    expect(rules).toContain('interval: 1m');
  });

  it('links to a panel that there is', () => {
    const panelId = Number(/__panelId__: '(\d+)'/.exec(rules)![1]);
    expect(dashboard.panels.find(({ id }) => id === panelId)?.title).toBe('Errors by store');
    expect(rules).toContain(`__dashboardUid__: ${dashboard.uid}\n`);
  });

  it('brings no notification policies, which would replace all of the organisation', () => {
    expect(rules).not.toMatch(/^\s*policies:/m);
  });
});
