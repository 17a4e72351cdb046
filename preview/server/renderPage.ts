import type { bootData } from './bootData.ts';

/** The one HTML page: the boot data has to stand before Grafana's libraries are evaluated. */
export function renderPage(data: ReturnType<typeof bootData>): string {
  // "<" would let a name end the script.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Maho Insights</title>
    <link rel="icon" href="/public/plugins/maho-insights-app/img/logo.svg">
    <link rel="stylesheet" href="/preview/main.css">
  </head>
  <body class="theme-${data.user.theme}">
    <div id="root"></div>
    <script>
      window.grafanaBootData = ${json};
      window.__grafana_public_path__ = '/public/';
    </script>
    <script type="module" src="/preview/main.js"></script>
  </body>
</html>
`;
}
