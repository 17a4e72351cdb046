import { z } from 'zod';
import { problemStatuses, type ProblemStatus } from './problemStatus.ts';

/** `GET /api/v1/problems/:id` */
export interface ProblemDocument {
  id: string;
  type: string;
  title: string;
  file: string;
  /** 0 where no line is known. */
  line: number;
  route: string;
  handled: boolean;
  status: ProblemStatus;
  /**
   * Who set the status last (a Grafana login) and when (ms); null when nobody did. A time without a name: the problem
   * was resolved, and was seen again then.
   */
  statusChangedBy: string | null;
  statusChangedAt: number | null;
  firstSeen: number;
  lastSeen: number;
  occurrences: number;
  /** Null when no occurrence tells its visitor. */
  visitors: number | null;
  /** The exception as thrown first, then each one that it wraps. */
  stack: StackException[];
  latest: OccurrenceContext | null;
}

export interface StackException {
  type: string;
  message: string;
  file: string;
  line: number;
  frames: StackFrame[];
}

export interface StackFrame {
  /** `Class::method`, `Class->method` or a function's name. */
  function: string;
  /** The full path where a log record tells it, else the file's base name. */
  file: string;
  line: number;
  /** Whether the frame is the shop's own code (neither a library nor a throw helper). */
  inApp: boolean;
}

export interface OccurrenceContext {
  time: number;
  /** Null when the store did not sample the request's trace. */
  traceId: string | null;
  message: string;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  durationMs: number | null;
  area: string | null;
  service: string;
  storeCode: string | null;
  host: string | null;
  visitorId: number | null;
  customerId: number | null;
  cartId: number | null;
  mahoVersion: string | null;
  phpVersion: string | null;
  /** What is missing and why, empty when all is there. */
  note: string;
}

/** `PUT /api/v1/problems/:id/status`; `from` is the status that the caller saw: another one answers 409.
 * Answers the {@link ProblemDocument} as it is then. */
export const statusChange = z.object({ status: z.enum(problemStatuses), from: z.enum(problemStatuses) });
export type StatusChange = z.infer<typeof statusChange>;

/** `GET /api/v1/stores` */
export interface StoreDocument {
  /** As queries take it: `<service.name>/<maho.store_id>`. */
  key: string;
  service: string;
  storeId: number;
  code: string;
}

/** `GET /api/v1/status`: what has arrived; times in ms, null for never. */
export interface StatusDocument {
  version: string;
  lastReceived: { traces: number | null; logs: number | null; metrics: number | null };
  /** The same of each service that ever sent something, by name. */
  services: Array<{ service: string; traces: number | null; logs: number | null; metrics: number | null }>;
  /** Bodies acknowledged and not yet stored. */
  waiting: number;
  deadLetters: number;
}
