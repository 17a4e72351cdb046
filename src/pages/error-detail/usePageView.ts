import { locationService } from '@grafana/runtime';
import { useLocation } from 'react-router-dom';
import type { ProblemView } from '../../shared/error-detail/ProblemView';
import { usePageState } from '../../shared/page/PageState';

const known = /^(first|last|[0-9a-f]{32})$/;

/** The page's state as a problem is shown in it; the occurrence is in the URL, so that it can be passed on. */
export function usePageView(): ProblemView {
  const { range, store, generation, setRange } = usePageState();
  const asked = new URLSearchParams(useLocation().search).get('occurrence') ?? '';
  return {
    range,
    store,
    generation,
    onRange: setRange,
    occurrence: known.test(asked) ? asked : 'last',
    // Each step would be one in the browser's history.
    onOccurrence: (which) => locationService.partial({ occurrence: which === 'last' ? null : which }, true),
    keyboard: true,
  };
}
