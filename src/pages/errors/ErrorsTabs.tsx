import { Tab, TabsBar } from '@grafana/ui';
import React from 'react';
import type { ErrorsTab } from './useErrorsFilter';

interface Props {
  /** Null where the search asks for something that none of them says. */
  tab: ErrorsTab | null;
  onChange: (tab: ErrorsTab) => void;
}

const labels: Record<ErrorsTab, string> = {
  all: 'All problems',
  unhandled: 'Unhandled',
  handled: 'Handled',
  logs: 'Log patterns',
};

export function ErrorsTabs({ tab, onChange }: Props) {
  return (
    <TabsBar>
      {(Object.keys(labels) as ErrorsTab[]).map((key) => (
        <Tab key={key} label={labels[key]} active={tab === key} onChangeTab={() => onChange(key)} />
      ))}
    </TabsBar>
  );
}
