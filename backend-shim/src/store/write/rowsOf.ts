import type { Occurrence, RequestContext } from '../../pipeline/analysis.ts';
import { textEntry } from '../dictionary/textEntry.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';
import type { Named, Names } from '../names/Names.ts';
import type { StoredOccurrence } from '../tables/occurrences.ts';
import type { StoredTrace } from '../tables/traces.ts';
import type { Derived } from './TracePart.ts';

/** What was derived, as rows; the names that they need are there then. */
export async function traceRows(derived: Derived[], names: Names): Promise<StoredTrace[]> {
  await names.ensure(derived.flatMap(namedTraces));
  return derived.flatMap((each) => {
    const { trace } = each.analysis;
    const [named] = namedTraces(each);
    return trace && named ? [{ facts: trace, ids: names.idsOf(named), filedAt: each.filedAt * 1000 }] : [];
  });
}

/** An occurrence with the trace that it was derived of. */
export interface DerivedOccurrence {
  occurrence: Occurrence;
  derived: Derived;
}

export function occurrencesOf(derived: Derived[]): DerivedOccurrence[] {
  return derived.flatMap((each) => each.analysis.occurrences.map((occurrence) => ({ occurrence, derived: each })));
}

/** The same, with the texts that the rows refer to. */
export async function occurrenceRows(
  told: DerivedOccurrence[],
  names: Names
): Promise<{ rows: StoredOccurrence[]; texts: DictionaryEntry[] }> {
  await names.ensure(told.map(namedOf));
  const texts = new Map<string, DictionaryEntry>();
  const rows = told.map((each): StoredOccurrence => {
    const { occurrence, derived } = each;
    const stack = textEntry(JSON.stringify(occurrence.stack));
    texts.set(stack.id, stack);
    return {
      occurrence,
      groupId: derived.groupId,
      hasTrace: derived.analysis.trace !== null,
      ids: names.idsOf(namedOf(each)),
      stackId: stack.id,
    };
  });
  return { rows, texts: [...texts.values()] };
}

function namedTraces({ analysis: { trace } }: Derived): Named[] {
  return trace ? [{ context: trace, resource: trace.resource, spanName: trace.name, rootKind: trace.rootKind }] : [];
}

function namedOf({ occurrence, derived: { analysis } }: DerivedOccurrence): Named {
  const context: RequestContext = occurrence;
  const { trace } = analysis;
  return {
    context,
    resource: occurrence.resource,
    spanName: trace?.name ?? '',
    rootKind: trace?.rootKind ?? null,
  };
}
