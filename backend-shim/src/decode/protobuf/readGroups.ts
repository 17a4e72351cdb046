import { UndecodableError } from '../../pipeline/errors.ts';
import type { Attributes } from '../../pipeline/records.ts';
import type { ResourceGroup } from '../messages.ts';
import { readAttribute } from './readAttributes.ts';
import { isTruncation, openProtobuf, readFields, readMessage, type Pbf } from './wire.ts';

/**
 * The frame that all three signals share: request 1 = resource groups; group 1 = resource, 2 = scope groups;
 * scope group 2 = records.
 */
export function readGroups<T>(bytes: Uint8Array, readRecord: (pbf: Pbf) => T): Array<ResourceGroup<T>> {
  try {
    return readFields<Array<ResourceGroup<T>>>(openProtobuf(bytes), [], (field, groups, pbf) => {
      if (field === 1) {
        groups.push(readGroup(pbf, readRecord));
      }
    });
  } catch (error) {
    throw isTruncation(error)
      ? new UndecodableError('not OTLP: the bytes are no protobuf message', { cause: error })
      : error;
  }
}

function readGroup<T>(pbf: Pbf, readRecord: (pbf: Pbf) => T): ResourceGroup<T> {
  return readMessage<ResourceGroup<T>>(pbf, { resource: {}, records: [] }, (field, group) => {
    if (field === 1) {
      readMessage(pbf, group.resource, resourceField);
    } else if (field === 2) {
      readMessage(pbf, group.records, (scopeField, records) => {
        if (scopeField === 2) {
          pbf.budget.spend(1);
          records.push(readRecord(pbf));
        }
      });
    }
  });
}

function resourceField(field: number, resource: Attributes, pbf: Pbf): void {
  if (field === 1) {
    readAttribute(pbf, resource);
  }
}
