/** How deep lists and maps may nest in an attribute's value; protobuf's own parsers stop at 100 messages, about this. */
export const maxDepth = 32;
