import { PanelPlugin } from '@grafana/data';
import type { ErrorDetailOptions } from './ErrorDetailOptions';
import { ErrorDetailPanel } from './ErrorDetailPanel';

export const plugin = new PanelPlugin<ErrorDetailOptions>(ErrorDetailPanel).setPanelOptions((builder) =>
  builder.addTextInput({
    path: 'problemId',
    name: 'Problem id',
    description:
      'Leave it empty to show the first row of a query of type "Problems". Dashboard variables are replaced.',
    defaultValue: '',
  })
);
