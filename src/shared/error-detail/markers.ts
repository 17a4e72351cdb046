import { DataTopic, FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import type { ProblemDocument } from '../../../contract/documents';

export interface Marker {
  time: number;
  title: string;
  /** Of Maho, where it is one that began. */
  version: string | null;
}

/** What happened to a problem within a time (ms): versions that began, and where it was seen again once resolved. */
export function markersOf(problem: ProblemDocument, from: number, to: number): Marker[] {
  const versions = problem.versions.map(({ version, firstSeen }) => ({
    time: firstSeen,
    title: `Version ${version}`,
    version,
  }));
  const regression =
    problem.regressedAt === null
      ? []
      : [{ time: problem.regressedAt, title: 'Seen again after it was resolved', version: null }];
  return [...versions, ...regression].filter(({ time }) => time >= from && time <= to).sort((a, b) => a.time - b.time);
}

/** As Grafana's panels take annotations. */
export function markersFrame(markers: Marker[]): DataFrame {
  return toDataFrame({
    name: 'markers',
    meta: { dataTopic: DataTopic.Annotations },
    fields: [
      { name: 'time', type: FieldType.time, values: markers.map(({ time }) => time) },
      { name: 'title', type: FieldType.string, values: markers.map(({ title }) => title) },
      { name: 'text', type: FieldType.string, values: markers.map(() => '') },
      { name: 'tags', type: FieldType.other, values: markers.map(() => []) },
      { name: 'color', type: FieldType.string, values: markers.map(({ version }) => (version ? 'blue' : 'red')) },
    ],
  });
}
