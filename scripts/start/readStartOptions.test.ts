import { readStartOptions } from './readStartOptions.ts';

describe('readStartOptions', () => {
  const read = (args: string[] = [], env: NodeJS.ProcessEnv = {}) => readStartOptions(args, env, '/project');

  it('has defaults for all', () => {
    expect(read()).toEqual({
      dataDir: '/project/.data',
      dbUrl: null,
      demo: true,
      demoRate: '20',
      demoSampling: '1',
      host: '127.0.0.1',
      port: 4318,
      pagePort: 3000,
      grafana: true,
    });
  });

  it.each([
    [['--no-demo'], {}],
    [[], { INSIGHTS_DEMO: 'off' }],
    [[], { INSIGHTS_DEMO: 'false' }],
  ])('leaves out the demo store: %j %j', (args, env) => expect(read(args, env)).toMatchObject({ demo: false }));

  it('takes empty variables for none', () => {
    expect(read([], { INSIGHTS_PORT: '', INSIGHTS_DB_URL: '', INSIGHTS_DEMO: '' })).toEqual(read());
  });

  it.each(['0', 'http', '70000', '1.5'])('refuses port "%s" by name', (value) =>
    expect(() => read([], { INSIGHTS_PREVIEW_PORT: value })).toThrow(`INSIGHTS_PREVIEW_PORT is "${value}"`)
  );

  it('refuses options that do not exist, and helps', () => {
    expect(() => read(['--nodemo'])).toThrow('--nodemo');
    expect(read(['--help'])).toBe('help');
  });
});
