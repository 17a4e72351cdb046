import type { Counts } from './Counts.ts';
import type { Percentiles } from './Samples.ts';

/** What is to be sent, and how fast. */
export interface LoadPlan {
  /** Captures in protobuf. */
  files: string[];
  host: string;
  port: number;
  connections: number;
  /** As a PHP worker does: a connection of its own for each request of the shop. */
  connectPerRequest: boolean;
  /** Ends when it is over, or when so many requests of the shop are sent, or when told to. */
  seconds: number | null;
  requests: number | null;
  /** One of these paces the load; without, the next export is sent as soon as one is acknowledged. */
  spansPerSecond: number | null;
  requestsPerSecond: number | null;
  /** Requests happen not when they are sent but at this pace from this time (ms since 1970) on. */
  simulated: { from: number; requestsPerSecond: number } | null;
  /** Whether numbers in SQL that differ between requests are made fresh on every pass through the recording. */
  freshNumbers: boolean;
  /** Of each trace at most, its first ones; null for all. */
  spansPerTrace: number | null;
  /** Takes the id (16 bytes) and the span count (4 bytes, little endian) of every trace acknowledged. */
  tracesFile: string;
}

export type ToGenerator =
  | { type: 'start'; plan: LoadPlan }
  | { type: 'pause' }
  | { type: 'resume' }
  /** Finishes the requests under way, then tells the result. */
  | { type: 'stop' };

export type FromGenerator =
  | { type: 'loaded' }
  | { type: 'progress'; acknowledged: Counts }
  | { type: 'done'; result: LoadResult }
  | { type: 'failed'; message: string };

export interface LoadResult {
  seconds: number;
  cpuSeconds: number;
  acknowledged: Counts;
  /** Distinct traces of which spans were acknowledged. */
  traces: number;
  /** Requests of the shop. */
  units: number;
  /** Answers other than 2xx, each sent again until acknowledged. */
  refused: number;
  /** Exports sent again, because no answer came. */
  unanswered: number;
  /** Acknowledged, with some records rejected. */
  partial: number;
  /** From sending an export to its acknowledgement, ms. */
  acknowledgement: Percentiles;
  /** From a request's first export to the acknowledgement of its last one: what a PHP worker waits, ms. */
  worker: Percentiles;
  /** How late requests began, where the load is paced, ms. */
  lateness: Percentiles;
  /** Time covered by the requests, ms since 1970. */
  from: number;
  to: number;
}
