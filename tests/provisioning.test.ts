import { globSync, readFileSync } from 'node:fs';
import { query, type QueryInput } from '../contract/queries.ts';
import { Api } from './support/Api.ts';
import { Schemas } from './support/Schemas.ts';

interface Panel {
  id: number;
  type: string;
  title: string;
  datasource: { uid: string };
  gridPos: { x: number; y: number; w: number; h: number };
  fieldConfig?: { overrides: Array<{ matcher: { id: string; options: string } }> };
  transformations?: Array<{ id: string; options: { indexByName?: object; excludeByName?: object } }>;
  targets: Array<{ refId: string; datasource: { uid: string } } & Record<string, unknown>>;
}

interface Dashboard {
  uid: string;
  title: string;
  panels: Panel[];
  annotations: { list: Array<{ name: string; datasource: Panel['datasource']; target: Panel['targets'][0] }> };
  templating: { list: Array<{ name: string; type: string; query: string }> };
}

const dashboards = globSync('provisioning/dashboards/*.json').map(
  (file) => JSON.parse(readFileSync(file, 'utf8')) as Dashboard
);
const rules = readFileSync('provisioning/alerting/rules.yaml', 'utf8');

/** The rule's query, as far as it is written: one `key: value` a line below `queryType`. */
function ruleModel(): Record<string, string> {
  const [, lines] = /model:\n((?:.*\n)*?)\s+- refId: B/.exec(rules)!;
  return Object.fromEntries([...lines.matchAll(/^ {14}(\w+): (\S+)$/gm)].map(([, key, value]) => [key, value]));
}

it('brings the dashboards of the shop and of its errors, each under a uid of its own', () => {
  expect(dashboards.map(({ title }) => title).sort()).toEqual(['Errors', 'Overview']);
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(2);
});

describe.each(dashboards)('provisioned dashboard $title', (dashboard) => {
  const targets = [
    ...dashboard.panels.flatMap(({ title, targets: list }) => list.map((target) => ({ title, target }))),
    ...dashboard.annotations.list.map(({ name, target }) => ({ title: name, target })),
  ];

  it('asks only what the query API answers', () => {
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
    const uids = [...dashboard.panels, ...dashboard.annotations.list].map(({ datasource }) => datasource);
    const all = [...uids, ...targets.map(({ target }) => target.datasource)];
    expect(new Set(all.map(({ uid }) => uid))).toEqual(new Set(['${datasource}']));
  });

  it('asks for the store that is chosen, everywhere', () => {
    expect(dashboard.templating.list.map(({ name }) => name)).toContain('store');
    const stores = targets.map(({ title, target }) => ({ title, store: target.store }));
    expect(stores.filter(({ store }) => store !== '${store}' && store !== undefined)).toEqual([]);
    expect(stores.filter(({ store }) => store === undefined).map(({ title }) => title)).toEqual(
      targets.filter(({ target }) => 'problemId' in target).map(({ title }) => title)
    );
  });

  it('has one panel an id, and none over another', () => {
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`)
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...dashboard.panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });
});

describe('tables of provisioned dashboards', () => {
  const tables = dashboards.flatMap(({ panels }) => panels.filter(({ type }) => type === 'table'));
  let schemas: Schemas;
  let api: Api;

  beforeAll(async () => {
    schemas = await Schemas.open();
    api = await Api.open(await schemas.create());
  }, 120_000);

  afterAll(async () => {
    await api.close();
    await schemas.close();
  });

  it.each(tables)('$title names only columns that the answer has, and all of them', async (panel) => {
    const { refId: _, datasource: __, ...asked } = panel.targets[0];
    const [frame] = await api.client().query({ ...asked, store: '' } as QueryInput, { from: 0, to: 60_000 });
    const fields = frame.schema.fields.map(({ name }) => name).sort();
    const named = panel.fieldConfig!.overrides.map(({ matcher }) => matcher.options);
    const arranged = panel.transformations!.flatMap(({ options }) =>
      Object.keys({ ...options.indexByName, ...options.excludeByName })
    );
    expect(fields).toEqual(expect.arrayContaining(named));
    expect(arranged.sort()).toEqual(fields);
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
    const [, uid] = /__dashboardUid__: (\S+)/.exec(rules)!;
    const dashboard = dashboards.find((each) => each.uid === uid);
    expect(dashboard?.panels.find(({ id }) => id === panelId)?.title).toBe('Errors by store');
  });

  it('brings no notification policies, which would replace all of the organisation', () => {
    expect(rules).not.toMatch(/^\s*policies:/m);
  });
});
