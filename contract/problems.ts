import { z } from 'zod';
import type { OccurrenceContext, StackException } from './documents.ts';
import { problemStatuses, type ProblemStatus } from './problemStatus.ts';

/** 32 hexadecimal digits. */
export const problemId = z.string().regex(/^[0-9a-f]{32}$/, 'a problem id has 32 hexadecimal digits');

const login = z.string().min(1).max(190);

/**
 * What people do with problems.
 *
 * - `status`: to `resolved` with `inNextVersion`, what versions seen so far tell is no regression. To `ignored`, it is
 *   opened again at `until` (ms since 1970), after `count` more occurrences, or when there are `perHour` within an
 *   hour, whichever comes first; with none of them, never.
 * - `assign`: to a Grafana user's login, or to nobody.
 * - `note`: a text that others read.
 * - `merge`: problems become parts of one; `unmerge`: a part becomes a problem of its own again.
 */
export const problemChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('status'),
    status: z.enum(problemStatuses),
    inNextVersion: z.boolean().optional(),
    until: z.int().positive().optional(),
    count: z.int().min(1).max(1e9).optional(),
    perHour: z.int().min(1).max(1e9).optional(),
  }),
  z.object({ kind: z.literal('assign'), assignee: login.nullable() }),
  z.object({ kind: z.literal('note'), text: z.string().trim().min(1).max(10_000) }),
  z.object({ kind: z.literal('merge'), into: problemId }),
  z.object({ kind: z.literal('unmerge') }),
]);
export type ProblemChange = z.infer<typeof problemChange>;

/**
 * `POST /api/v1/problems/changes`: one change of up to 1,000 problems, by Editors and Admins. Each problem is named
 * with the revision that the caller saw; one that has another one by now is left as it is and told. Notes need none.
 */
export const changesRequest = z.object({
  problems: z
    .array(z.object({ id: problemId, revision: z.int().min(0).optional() }))
    .min(1)
    .max(1_000),
  change: problemChange,
});
export type ChangesRequest = z.infer<typeof changesRequest>;

/** Answer of a change: 200 even where some were left alone. */
export interface ChangesDocument {
  changed: ChangedProblem[];
  /** Those that somebody changed meanwhile, or that are gone, and a sentence that says who did what. */
  refused: Array<{ id: string; message: string }>;
  /** `POST /api/v1/problems/undo` with this takes the change back where nobody changed the problem since. */
  undo: UndoRequest;
}

export interface ChangedProblem {
  id: string;
  revision: number;
  status: ProblemStatus;
  assignee: string | null;
}

/** The state of problems before a change; answered with a {@link ChangesDocument} of its own. */
export const undoRequest = z.object({
  problems: z
    .array(
      z.object({
        id: problemId,
        /** After the change. */
        revision: z.int().min(0),
        before: z.object({
          status: z.enum(problemStatuses),
          resolvedAfter: z.string().max(64).nullable(),
          regressedAt: z.int().nullable(),
          ignoredUntil: z.int().nullable(),
          ignoredCount: z.int().nullable(),
          ignoredRate: z.int().nullable(),
          assignee: login.nullable(),
          mergedInto: problemId.nullable(),
        }),
      })
    )
    .max(1_000),
});
export type UndoRequest = z.infer<typeof undoRequest>;

/**
 * What happened to a problem. `data` by kind:
 * `status`: the change, with `from`; `assigned`: `{ assignee }`; `note`: `{ text }`; `merged`, `unmerged`:
 * `{ id, title, as }`, the other one, and as what this one took part: `part` or `whole`; `undone`: `{ what }`;
 * `regressed`: `{ version }`; `reopened` (it was ignored for a time or a number): `{ why: 'time' | 'count' | 'rate' }`.
 */
export const activityKinds = [
  'status',
  'assigned',
  'note',
  'merged',
  'unmerged',
  'undone',
  'regressed',
  'reopened',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

export interface Activity {
  /** 16 hexadecimal digits. */
  id: string;
  at: number;
  kind: ActivityKind;
  /** A Grafana login; null where nobody did it. */
  actor: string | null;
  data: Record<string, unknown>;
}

/** What is told of an ignored problem: when it opens again. */
export interface IgnoredUntil {
  time: number | null;
  /** Occurrences from now on. */
  more: number | null;
  perHour: number | null;
}

/** `GET /api/v1/problems/:id/occurrences/:occurrenceId`, with `first`, `last` or an id (32 hexadecimal digits). */
export interface OccurrenceDocument {
  id: string;
  /** The problem as which it is told: that of the merge, if it was merged. */
  problemId: string;
  /** Ids of its neighbours in time among the occurrences that are kept; null at the ends. */
  first: string | null;
  previous: string | null;
  next: string | null;
  last: string | null;
  /** Its place among those kept, from 1; both bounded by `positionBounded`. */
  position: number | null;
  kept: number;
  positionBounded: boolean;
  context: OccurrenceContext;
  stack: StackException[];
  /** What the request did before it failed, the latest last; empty where it has no trace. */
  trail: TrailStep[];
  /** How many steps before these are left out. */
  trailOmitted: number;
  logs: TrailLog[];
}

export interface TrailStep {
  /** ms since 1970, microseconds the fraction. */
  time: number;
  durationMs: number;
  /** `query`, `http`, `block`, `observer`, `controller`, `cache`, `payment`, `email`, `event`, ... */
  kind: string;
  /** A statement without its values, `GET https://host/path`, a template, an observer, an event's name. */
  text: string;
  spanId: string;
  /** How many like it directly followed one another. */
  count: number;
  failed: boolean;
}

export interface TrailLog {
  time: number;
  /** As OpenTelemetry names it: `WARN`, `ERROR`, ... */
  severity: string;
  text: string;
}
