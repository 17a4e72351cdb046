import type { Activity, IgnoredUntil } from './problems.ts';
import type { ProblemStatus } from './problemStatus.ts';

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
  /** In the latest 10,000 occurrences; null when none of them tells its visitor. */
  visitors: number | null;
  /** Distinct orders that such a request placed nevertheless; of the occurrences kept. */
  orders: number;
  /** The exception as thrown first, then each one that it wraps. */
  stack: StackException[];
  latest: OccurrenceContext | null;
  revision: number;
  assignee: string | null;
  regressedAt: number | null;
  /** Resolved in the version after this one; null when it was not resolved so. */
  resolvedAfter: string | null;
  /** Null when it is not ignored. */
  ignoredUntil: IgnoredUntil | null;
  /** Of Maho, in which it was seen first and last; null where not told. */
  firstVersion: string | null;
  lastVersion: string | null;
  /** Versions that began in its life, for markers. */
  versions: Array<{ version: string; firstSeen: number }>;
  /** Problems that were merged into this one, each with its own revision. */
  merged: Array<{ id: string; title: string; occurrences: number; revision: number }>;
  /** Others that look like it. */
  similar: Array<{
    id: string;
    title: string;
    status: ProblemStatus;
    occurrences: number;
    revision: number;
    why: string;
  }>;
  /** Newest first. */
  activity: Activity[];
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
  /** Whether the frame is the shop's own code: a module's, or where no module took part, Maho's core. */
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
  /** Of the order that the request placed, or tried to. */
  orderNumber: string | null;
  paymentMethod: string | null;
  storeId: number | null;
  /** Of the customer, looked up in the shop's database as it is asked for; null where it is not known. */
  customerEmail: string | null;
  /** The store's name, looked up likewise; absent or null where it is not known. */
  storeName?: string | null;
  mahoVersion: string | null;
  phpVersion: string | null;
  /** What is missing and why, empty when all is there. */
  note: string;
}

/** `GET /api/v1/stores` */
export interface StoreDocument {
  /** As queries take it: `<service.name>/<maho.store_id>`. */
  key: string;
  service: string;
  storeId: number;
  code: string;
}

/** `GET /api/v1/status`: what has arrived, and what is kept; times in ms since 1970, null for never. */
export interface StatusDocument {
  version: string;
  lastReceived: { traces: number | null; logs: number | null; metrics: number | null };
  /** The same of each service that ever sent something, by name. */
  services: Array<{ service: string; traces: number | null; logs: number | null; metrics: number | null }>;
  /** Bodies acknowledged and not yet stored. */
  waiting: number;
  deadLetters: number;
  /** What processing waits for, in a sentence (the database, room for dead letters); null when for nothing. */
  waitingFor: string | null;
  /** For how long data are kept, in ms: spans, log records and counts by minute; problems and orders; other counts. */
  retention: { traces: number; occurrences: number; metrics: number };
  /** Bytes that all of it may take; null for any number. */
  maxDisk: number | null;
  /** What it takes, as the database told within the last minute. */
  sizes: SizesDocument;
  /** What was dropped before its time, because all of it took more than it may. */
  droppedEarly: DroppedDocument[];
  /** What the jobs last said of themselves. */
  jobs: JobDocument[];
}

export interface SizesDocument {
  bytes: number;
  kinds: Array<{
    kind: string;
    bytes: number;
    /** As the database estimates. */
    rows: number;
    /** Of the last full days, at most seven; null where no full day is known, or where it does not go by days. */
    bytesADay: number | null;
    /** What it will take once as much is dropped as comes; null where that is not known. */
    forecastBytes: number | null;
  }>;
  /** Days (their begin, UTC) of which there is anything. */
  days: Array<{ kind: string; day: number; bytes: number; rows: number }>;
  /** Null where that of a kind is not known. */
  forecastBytes: number | null;
}

export interface DroppedDocument {
  at: number;
  what: string;
  /** `YYYY-MM-DD` (UTC) */
  day: string;
  bytes: number;
  /** A sentence. */
  why: string;
}

export interface JobDocument {
  job: string;
  finishedAt: number;
  tookMs: number;
  /** What was done (of a job that failed, in the run before); its keys are the job's own. */
  result: Record<string, unknown>;
  /** Why it failed, or null. */
  error: string | null;
}
