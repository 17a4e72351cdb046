import type { Pool, PoolConnection } from 'mysql2/promise';
import {
  changesRequest,
  type ActivityKind,
  type ChangesDocument,
  type ChangesRequest,
  type ProblemChange,
} from '../../../../contract/problems.ts';
import { inTransaction } from '../../store/inTransaction.ts';
import { lockWithTargets } from '../../store/problems/lockWithTargets.ts';
import { insertActivity, lastChanges } from '../../store/tables/activity.ts';
import { findParts, writeLifeCycles, type Part, type ProblemState } from '../../store/tables/problemStates.ts';
import { readVersions } from '../../store/tables/versions.ts';
import { parse } from '../shared/parse.ts';
import { QueryError } from '../shared/QueryError.ts';
import type { Caller } from '../shared/readCaller.ts';
import { applyStatus, checkStatus } from './applyStatus.ts';
import { Changes } from './Changes.ts';
import { describeLastChange } from './describeLastChange.ts';
import { merge, unmerge } from './merging.ts';
import { requireEditor } from './requireEditor.ts';

export const gone =
  'There is no such problem any more. It may have turned out to be part of another one: look in the list of errors.';

/** What a change is made with. */
interface Request {
  problems: ChangesRequest['problems'];
  change: ProblemChange;
  login: string;
  now: Date;
}

/**
 * Changes problems, each if it still is what the caller saw, and records who did, all or nothing of it.
 *
 * @param body - a {@link ChangesRequest}
 * @throws QueryError `forbidden` below Editor, `invalid`, `not_found` where there is nothing to merge into
 */
export async function changeProblems(pool: Pool, body: unknown, caller: Caller): Promise<ChangesDocument> {
  const login = requireEditor(caller);
  const { problems, change } = parse(changesRequest, body);
  const request = {
    problems: [...new Map(problems.map((each) => [each.id, each])).values()],
    change,
    login,
    now: new Date(),
  };
  check(request);
  return inTransaction(pool, async (connection) => {
    const changes = await changesOf(connection, request);
    await writeLifeCycles(connection, changes.toWrite());
    await insertActivity(connection, changes.activity);
    return changes.document();
  });
}

function check({ problems, change, now }: Request): void {
  if (change.kind !== 'note' && problems.some(({ revision }) => revision === undefined)) {
    throw new QueryError('invalid', 'A change has to say which revision of each problem it is made of.');
  }
  if (change.kind === 'status') {
    checkStatus(change, now);
  }
}

async function changesOf(connection: PoolConnection, request: Request): Promise<Changes> {
  const { problems, change } = request;
  const ids = problems.map(({ id }) => id);
  const isMerge = change.kind === 'merge';
  const early = isMerge ? await findParts(connection, ids) : [];
  const states = await lockWithTargets(connection, [
    ...ids,
    ...(isMerge ? [change.into] : []),
    ...early.map(({ id }) => id),
  ]);
  // As they are now that nobody can change them.
  const parts = Map.groupBy(await findParts(connection, ids), ({ target }) => target);
  const changes = new Changes(states);
  const seen = await whatIsAsSeen(connection, request, changes);
  const versions = change.kind === 'status' && change.inNextVersion ? await readVersions(connection) : [];
  for (const state of seen) {
    apply(changes, state, { ...request, parts: parts.get(state.id) ?? [], versions });
  }
  return changes;
}

/** The others are refused. */
async function whatIsAsSeen(
  connection: PoolConnection,
  { problems, change }: Request,
  changes: Changes
): Promise<ProblemState[]> {
  const seen: ProblemState[] = [];
  const changed: string[] = [];
  for (const { id, revision } of problems) {
    const state = changes.was(id);
    if (!state) {
      changes.refuse(id, gone);
    } else if (change.kind !== 'note' && state.revision !== revision) {
      changed.push(id);
    } else {
      seen.push(state);
    }
  }
  const last = await lastChanges(connection, changed);
  changed.forEach((id) => changes.refuse(id, describeLastChange(last.get(id))));
  return seen;
}

function apply(
  changes: Changes,
  state: ProblemState,
  { change, login, now, parts, versions }: Request & { parts: Part[]; versions: string[] }
): void {
  const { id } = state;
  const say = (kind: ActivityKind, data: Record<string, unknown>) =>
    changes.activity.push({ problemId: id, at: +now, kind, actor: login, data });
  if (change.kind === 'note') {
    say('note', { text: change.text });
  } else if (change.kind === 'merge') {
    merge(changes, state, { into: change.into, parts, login, now });
  } else if (change.kind === 'unmerge') {
    unmerge(changes, state, { login, now });
  } else if (state.mergedInto !== null) {
    changes.refuse(id, `It is a part of “${changes.was(state.mergedInto)?.title ?? ''}”: change that one instead.`);
  } else if (change.kind === 'assign') {
    changes.change(id, { assignee: change.assignee });
    say('assigned', { assignee: change.assignee });
  } else {
    const total = parts.reduce((sum, { count }) => sum + count, state.count);
    const next = applyStatus(state, change, { login, now, versions, total });
    if (next === null) {
      changes.refuse(id, 'No version of the shop is known yet, so that there is no next one to wait for.');
      return;
    }
    changes.change(id, next);
    const { kind: _kind, ...told } = change;
    say('status', {
      ...told,
      from: state.status,
      ...(next.resolvedAfter ? { resolvedAfter: next.resolvedAfter } : {}),
    });
  }
}
