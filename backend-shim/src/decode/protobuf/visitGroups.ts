import { UndecodableError } from '../../pipeline/errors.ts';
import { isTruncation, openProtobuf, readEnd, readFields, readMessage, readWithin, type Pbf } from './wire.ts';

/** Is told where the parts of an export request are, and may move the reader as it likes. */
export interface GroupVisitor {
  /** Once a group, before its records: the places of its resource's parts (from, to, from, to, ...), hardly ever several. */
  resource(places: number[]): void;
  record(from: number, to: number): void;
}

interface Group {
  resource: number[];
  scopes: number[];
}

/**
 * Walks the frame that all three signals share: request 1 = resource groups; group 1 = resource, 2 = scope groups;
 * scope group 2 = records.
 *
 * @throws UndecodableError when the bytes are no such message, or hold too many records
 */
export function visitGroups(bytes: Uint8Array, visitorOf: (pbf: Pbf) => GroupVisitor): void {
  try {
    const pbf = openProtobuf(bytes);
    readFields(pbf, visitorOf(pbf), requestField);
  } catch (error) {
    throw isTruncation(error)
      ? new UndecodableError('not OTLP: the bytes are no protobuf message', { cause: error })
      : error;
  }
}

function requestField(field: number, visitor: GroupVisitor, pbf: Pbf): void {
  if (field === 1) {
    const { resource, scopes } = readMessage<Group>(pbf, { resource: [], scopes: [] }, groupField);
    const end = pbf.pos;
    visitor.resource(resource);
    for (let at = 0; at < scopes.length; at += 2) {
      readWithin(pbf, scopes[at], scopes[at + 1], visitor, scopeField);
    }
    pbf.pos = end;
  }
}

/** A resource may stand behind its records: so first the places alone. */
function groupField(field: number, group: Group, pbf: Pbf): void {
  if (field === 1 || field === 2) {
    const end = readEnd(pbf);
    (field === 1 ? group.resource : group.scopes).push(pbf.pos, end);
    pbf.pos = end;
  }
}

function scopeField(field: number, visitor: GroupVisitor, pbf: Pbf): void {
  if (field === 2) {
    pbf.budget.spend(1);
    const end = readEnd(pbf);
    visitor.record(pbf.pos, end);
    pbf.pos = end;
  }
}
