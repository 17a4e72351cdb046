import type { DataFrame, DataLink, Field } from '@grafana/data';
import type { InsightsQuery } from './InsightsQuery';

interface Target {
  uid: string;
  name: string;
}

/**
 * Makes a table's ids lead on, wherever Grafana shows it: `traceId` to the trace in Explore on the same datasource,
 * a problem's id (`id` in a table of problems, else `problemId` or `problem`) to its page in the app.
 */
export function addLinks(frames: DataFrame[], datasource: Target): DataFrame[] {
  return frames.map((frame) => {
    const isProblems = frame.fields.some(({ name }) => name === 'occurrences');
    return { ...frame, fields: frame.fields.map((field) => linkField(field, isProblems, datasource)) };
  });
}

function linkField(field: Field, isProblems: boolean, datasource: Target): Field {
  if (field.name === 'traceId') {
    return withLink(field, traceLink(datasource));
  }
  if ((field.name === 'id' && isProblems) || field.name === 'problemId' || field.name === 'problem') {
    return withLink(field, problemLink);
  }
  return field;
}

const problemLink: DataLink = {
  title: 'View problem',
  url: '/a/maho-insights-app/errors/${__value.raw}?${__url_time_range}',
};

function traceLink({ uid, name }: Target): DataLink<InsightsQuery> {
  return {
    title: 'View trace',
    url: '',
    internal: {
      datasourceUid: uid,
      datasourceName: name,
      query: { refId: 'A', queryType: 'trace', traceId: '${__value.raw}' },
    },
  };
}

function withLink(field: Field, link: DataLink): Field {
  return { ...field, config: { ...field.config, links: [...(field.config.links ?? []), link] } };
}
