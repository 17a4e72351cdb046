import { UndecodableError } from '../pipeline/errors.ts';

/** How deep lists and maps may nest in an attribute's value; protobuf's own parsers stop at 100 messages, about this. */
export const maxDepth = 32;

export function tooDeep(): UndecodableError {
  return new UndecodableError(`an attribute's value nests deeper than ${maxDepth} levels`);
}
