import type { Occurrence, RequestContext } from '../../pipeline/analysis.ts';
import { textEntry } from '../dictionary/textEntry.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';
import type { Named, Names } from '../names/Names.ts';
import type { StoredOccurrence } from '../tables/occurrences.ts';
import type { StoredTrace } from '../tables/traces.ts';
import type { Derived } from './TracePart.ts';

/** The rows that say what was derived, and the texts that they refer to. */
export interface DerivedRows {
  traces: StoredTrace[];
  occurrences: StoredOccurrence[];
  texts: DictionaryEntry[];
}

export async function rowsOf(derived: Derived[], names: Names): Promise<DerivedRows> {
  await names.ensure(
    derived.flatMap((each) => [...namedTraces(each), ...each.analysis.occurrences.map((o) => namedOf(o, each))])
  );
  const texts = new Map<string, DictionaryEntry>();
  const occurrences = derived.flatMap((each) =>
    each.analysis.occurrences.map((occurrence): StoredOccurrence => {
      const stack = textEntry(JSON.stringify(occurrence.stack));
      texts.set(stack.id, stack);
      return {
        occurrence,
        groupId: each.groupId,
        hasTrace: each.analysis.trace !== null,
        ids: names.idsOf(namedOf(occurrence, each)),
        stackId: stack.id,
      };
    })
  );
  const traces = derived.flatMap((each) => {
    const { trace } = each.analysis;
    const [named] = namedTraces(each);
    return trace && named ? [{ facts: trace, ids: names.idsOf(named), filedAt: each.filedAt * 1000 }] : [];
  });
  return { traces, occurrences, texts: [...texts.values()] };
}

function namedTraces({ analysis: { trace } }: Derived): Named[] {
  return trace ? [{ context: trace, resource: trace.resource, spanName: trace.name, rootKind: trace.rootKind }] : [];
}

function namedOf(occurrence: Occurrence, { analysis }: Derived): Named {
  const context: RequestContext = occurrence;
  const { trace } = analysis;
  return {
    context,
    resource: occurrence.resource,
    spanName: trace?.name ?? '',
    rootKind: trace?.rootKind ?? null,
  };
}
