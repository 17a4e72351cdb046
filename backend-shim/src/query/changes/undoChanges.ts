import type { Pool, PoolConnection } from 'mysql2/promise';
import { undoRequest, type ChangesDocument, type UndoRequest } from '../../../../contract/problems.ts';
import { inTransaction } from '../../store/inTransaction.ts';
import { lockWithTargets } from '../../store/problems/lockWithTargets.ts';
import { insertActivity, lastChanges } from '../../store/tables/activity.ts';
import {
  findParts,
  writeLifeCycles,
  type LifeCycle,
  type Part,
  type ProblemState,
} from '../../store/tables/problemStates.ts';
import { parse } from '../shared/parse.ts';
import type { Caller } from '../shared/readCaller.ts';
import { gone } from './changeProblems.ts';
import { Changes } from './Changes.ts';
import { describeLastChange } from './describeLastChange.ts';
import { moveInto } from './merging.ts';
import { requireEditor } from './requireEditor.ts';

type Undone = UndoRequest['problems'][number];

/**
 * Takes a change back, of each problem that nobody changed since; the answer's `undo` makes it again.
 *
 * @param body - the `undo` of what the change answered
 * @throws QueryError `forbidden` below Editor, `invalid`
 */
export async function undoChanges(pool: Pool, body: unknown, caller: Caller): Promise<ChangesDocument> {
  const login = requireEditor(caller);
  const told = parse(undoRequest, body).problems;
  const problems = [...new Map(told.map((each) => [each.id, each])).values()];
  const now = new Date();
  return inTransaction(pool, async (connection) => {
    const { changes, parts } = await load(connection, problems);
    const seen = await whatIsAsLeft(connection, problems, changes);
    seen.forEach((each) => takeBack(changes, each, { login, now }));
    refuseChains(changes, seen, parts);
    changes.activity.push(...seen.flatMap((each) => activityOf(changes, each.id, { login, now })));
    await writeLifeCycles(connection, changes.toWrite());
    await insertActivity(connection, changes.activity);
    return changes.document();
  });
}

async function load(connection: PoolConnection, problems: Undone[]): Promise<{ changes: Changes; parts: Part[] }> {
  const ids = problems.map(({ id }) => id);
  const wholes = problems.flatMap(({ before }) => before.mergedInto ?? []);
  const states = await lockWithTargets(connection, [...new Set([...ids, ...wholes])]);
  return { changes: new Changes(states), parts: await findParts(connection, ids) };
}

/** The others are refused. */
async function whatIsAsLeft(connection: PoolConnection, problems: Undone[], changes: Changes): Promise<Undone[]> {
  const changed = problems.filter(({ id, revision }) => changes.was(id) && changes.was(id)?.revision !== revision);
  const last = await lastChanges(
    connection,
    changed.map(({ id }) => id)
  );
  changed.forEach(({ id }) => changes.refuse(id, describeLastChange(last.get(id))));
  problems.filter(({ id }) => !changes.was(id)).forEach(({ id }) => changes.refuse(id, gone));
  return problems.filter(({ id, revision }) => changes.was(id)?.revision === revision);
}

function takeBack(changes: Changes, { id, before }: Undone, { login, now }: { login: string; now: Date }): void {
  const state = changes.was(id) as ProblemState;
  const { assignee, mergedInto, regressedAt, ignoredUntil, ...rest } = before;
  const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));
  const life = { ...rest, regressedAt: dateOf(regressedAt), ignoredUntil: dateOf(ignoredUntil) };
  const isSame = state.status === life.status && sameConditions(state, life);
  changes.change(id, { assignee, ...(isSame ? {} : { ...life, statusChangedBy: login, statusChangedAt: now }) });
  if (mergedInto !== state.mergedInto) {
    moveInto(changes, id, mergedInto);
  }
}

type Conditions = Pick<LifeCycle, 'resolvedAfter' | 'regressedAt' | 'ignoredUntil' | 'ignoredCount' | 'ignoredRate'>;

function sameConditions(a: Conditions, b: Conditions): boolean {
  return (
    a.resolvedAfter === b.resolvedAfter &&
    a.regressedAt?.getTime() === b.regressedAt?.getTime() &&
    a.ignoredUntil?.getTime() === b.ignoredUntil?.getTime() &&
    a.ignoredCount === b.ignoredCount &&
    a.ignoredRate === b.ignoredRate
  );
}

/** A part has no parts: others were merged since into what would become one, or its whole is one by now, or gone. */
function refuseChains(changes: Changes, seen: Undone[], parts: Part[]): void {
  const partsOf = Map.groupBy(parts, ({ target }) => target);
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const { id } of seen) {
      const whole = changes.stateOf(id)?.mergedInto ?? null;
      if (whole === null || whole === changes.was(id)?.mergedInto) {
        continue;
      }
      const target = changes.stateOf(whole);
      const hasParts = partsOf.get(id)?.some((part) => (changes.stateOf(part.id)?.mergedInto ?? id) === id) ?? false;
      if (whole === id || !target || target.mergedInto !== null || hasParts) {
        moveInto(changes, id, changes.was(id)?.mergedInto ?? null);
        changes.revert(id);
        changes.refuse(id, 'It was left as it is: what it was merged with has changed since.');
        isStable = false;
      }
    }
  }
}

function activityOf(changes: Changes, id: string, { login, now }: { login: string; now: Date }) {
  const [was, is] = [changes.was(id) as ProblemState, changes.stateOf(id) as ProblemState];
  if (was === is) {
    return [];
  }
  const said = { at: +now, actor: login };
  const what = [
    ...(was.statusChangedAt === is.statusChangedAt ? [] : ['status']),
    ...(was.assignee === is.assignee ? [] : ['assigned']),
    ...(was.mergedInto === is.mergedInto ? [] : [is.mergedInto === null ? 'merged' : 'unmerged']),
  ];
  const ofWhole = (whole: string | null, kind: 'merged' | 'unmerged') =>
    whole !== null && was.mergedInto !== is.mergedInto && changes.stateOf(whole)
      ? [{ ...said, problemId: whole, kind, data: { id, title: is.title, as: 'whole' } }]
      : [];
  return [
    { ...said, problemId: id, kind: 'undone' as const, data: { what: what.join(', ') } },
    ...ofWhole(was.mergedInto, 'unmerged'),
    ...ofWhole(is.mergedInto, 'merged'),
  ];
}
