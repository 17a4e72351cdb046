import './base.css';
import 'uplot/dist/uPlot.min.css';
import { initPluginTranslations } from '@grafana/i18n';
import { createRoot } from 'react-dom/client';
import React from 'react';
import { Host } from './chrome/Host';
import { registerServices } from './host/registerServices';
import { installDefine } from './loader/importPlugin';

const events = registerServices();
installDefine();
// Grafana's components ask for texts by id; without this they would throw.
void initPluginTranslations('grafana').then(() => {
  const root = document.getElementById('root');
  if (root) {
    createRoot(root).render(<Host events={events} />);
  }
});
