import type { KeyValue } from '../../../contract/rows';

/** A span of a trace; times in ms, offsets from the trace's earliest span. */
export interface Span {
  id: string;
  /** Empty for a root. */
  parentId: string;
  name: string;
  kind: string;
  service: string;
  start: number;
  offset: number;
  duration: number;
  failed: boolean;
  statusMessage: string;
  attributes: KeyValue[];
  events: SpanEvent[];
}

export interface SpanEvent {
  name: string;
  time: number;
  attributes: KeyValue[];
}
