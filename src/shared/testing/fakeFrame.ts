import { dataFrameFromJSON, type DataFrame, type DataFrameJSON, type FieldType } from '@grafana/data';
import type { Coverage } from '../../../contract/coverage';
import type { PageOf } from '../../../contract/rows';

/** A frame as the shim sends it, from rows; fields take their type from the first value that is not null. */
export function fakeFrame(rows: Array<Record<string, unknown>>, custom?: Partial<Coverage & PageOf>): DataFrame {
  const names = Object.keys(rows[0] ?? {});
  const json = {
    schema: {
      meta: { custom },
      fields: names.map((name) => ({
        name,
        type: typeOf(
          name,
          rows.map((row) => row[name])
        ),
      })),
    },
    data: { values: names.map((name) => rows.map((row) => row[name])) },
  };
  return dataFrameFromJSON(json as DataFrameJSON);
}

function typeOf(name: string, values: unknown[]): FieldType {
  const value = values.find((candidate) => candidate !== null);
  const type = ['time', 'firstSeen', 'lastSeen', 'regressedAt'].includes(name)
    ? 'time'
    : typeof value === 'object'
      ? 'other'
      : typeof value;
  return type as FieldType;
}
