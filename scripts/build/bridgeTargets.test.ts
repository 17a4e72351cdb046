import { bridgeTargets } from './bridgeTargets.ts';

it("names executables as Grafana's loader looks for them", () => {
  expect(bridgeTargets({ all: true }).map(({ file }) => file)).toEqual([
    'dist/datasource/gpx_insights_linux_amd64',
    'dist/datasource/gpx_insights_linux_arm64',
    'dist/datasource/gpx_insights_darwin_amd64',
    'dist/datasource/gpx_insights_darwin_arm64',
    'dist/datasource/gpx_insights_windows_amd64.exe',
    'dist/datasource/gpx_insights_windows_arm64.exe',
  ]);
});

it('builds one for this machine by default', () => {
  expect(bridgeTargets({ all: false })).toHaveLength(1);
});
