import type { ResourceGroup } from '../messages.ts';
import { readResource } from '../readResource.ts';
import type { RecordBudget } from '../RecordBudget.ts';
import { objectOf, objectsOf, type JsonObject } from './fields.ts';
import { parseJson } from './parseJson.ts';
import { readAttributes } from './readAttributes.ts';

/** The names by which a signal's request holds its resource groups, their scope groups and the records of those. */
export interface GroupNames {
  resources: string;
  scopes: string;
  records: string;
}

/** Reads one export request. */
export function readGroups<T>(
  text: string,
  names: GroupNames,
  readRecord: (record: JsonObject, budget: RecordBudget) => T,
  budget: RecordBudget
): Array<ResourceGroup<T>> {
  const readRecords = (records: JsonObject[]) => {
    budget.spend(records.length);
    return records.map((record) => readRecord(record, budget));
  };
  return objectsOf(parseJson(text), names.resources).map((group) => {
    const resource = objectOf(group, 'resource');
    return {
      resource: readResource(resource ? readAttributes(resource, 'attributes') : {}),
      records: objectsOf(group, names.scopes).flatMap((scope) => readRecords(objectsOf(scope, names.records))),
    };
  });
}
