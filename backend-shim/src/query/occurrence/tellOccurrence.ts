import type { StackException } from '../../../../contract/documents.ts';
import type { OccurrenceDocument } from '../../../../contract/problems.ts';
import type { Logger } from '../../pipeline/logger.ts';
import { DamagedBlockError } from '../../store/blocks/DamagedBlockError.ts';
import type { Sources } from '../shared/QueryContext.ts';
import { contextOf, type NotStored } from '../shared/storedContext.ts';
import { logsOf } from './logsOf.ts';
import { noteOf } from './noteOf.ts';
import type { ShopLookups } from './shop/ShopLookups.ts';
import type { ContextRow, Place } from './sql.ts';
import { findFailure } from './trail/findFailure.ts';
import type { NameSpan } from './trail/NameSpan.ts';
import { trailOf, type Trail } from './trail/trailOf.ts';

export interface TellSources extends Pick<Sources, 'readTrace' | 'readText'> {
  nameSpan: NameSpan;
  /** Null where the shop's own database is not told. */
  shop: ShopLookups | null;
  /** For how long traces are kept, ms. */
  retentionMs: number;
  logger: Logger;
}

export type ToldOccurrence = Pick<OccurrenceDocument, 'context' | 'stack' | 'trail' | 'trailOmitted' | 'logs'>;

/** All that is known of an occurrence besides where it stands among others. */
export async function tellOccurrence(
  sources: TellSources,
  place: Place,
  stored: ContextRow,
  now: number
): Promise<ToldOccurrence> {
  const [trace, stack, lookedUp] = await Promise.all([
    readTrace(sources, stored, place.time),
    readStack(sources, stored),
    lookUp(sources.shop, stored),
  ]);
  const known = { ...trace, hasTrace: Boolean(stored.hasTrace), time: place.time };
  const { trail, logs } = tellRequest(sources, trace, { time: place.time, message: stored.message, stack });
  return {
    context: contextOf(stored, {
      ...lookedUp,
      time: place.time,
      note: noteOf(known, { now, retentionMs: sources.retentionMs }),
    }),
    stack,
    trail: trail.steps,
    trailOmitted: trail.omitted,
    logs,
  };
}

function tellRequest(
  { nameSpan }: TellSources,
  { spans, templates, logs }: FoundTrace,
  failure: { time: number; message: string; stack: StackException[] }
): { trail: Trail; logs: OccurrenceDocument['logs'] } {
  if (!spans || !templates) {
    return { trail: { steps: [], omitted: 0 }, logs: logsOf(logs, failure.time * 1000) };
  }
  const read = { spans, templates };
  const found = findFailure(read, logs, failure);
  return { trail: trailOf(read, found, nameSpan), logs: logsOf(logs, found.time) };
}

type ReadTrace = NonNullable<Awaited<ReturnType<Sources['readTrace']>>>;
type FoundTrace = Pick<ReadTrace, 'spans' | 'logs' | 'dropped'> & {
  templates: ReadTrace['templates'] | null;
  damaged: boolean;
};

/** What is damaged is missing, and said to be: all else of the occurrence can be told. */
async function readTrace(
  { readTrace: read, logger }: TellSources,
  { traceId }: ContextRow,
  at: number
): Promise<FoundTrace> {
  const nothing = { spans: null, logs: [], dropped: false, templates: null };
  const id = traceId.toString('hex');
  try {
    return { ...((await read(id, at)) ?? nothing), damaged: false };
  } catch (error) {
    if (error instanceof DamagedBlockError) {
      logger.error({ err: error, traceId: id }, 'A trace cannot be read');
      return { ...nothing, damaged: true };
    }
    throw error;
  }
}

/** The occurrence's own, or where the dictionary has it no longer, the problem's, which is that of its latest one. */
async function readStack(
  { readText, logger }: TellSources,
  { stackId, problemStack }: ContextRow
): Promise<StackException[]> {
  try {
    return JSON.parse(await readText(stackId.toString('hex'))) as StackException[];
  } catch (error) {
    if (error instanceof DamagedBlockError) {
      logger.warn({ err: error }, 'The stack trace of an occurrence cannot be read; that of its problem is told');
      return JSON.parse(problemStack ?? '[]') as StackException[];
    }
    throw error;
  }
}

type LookedUp = Pick<NotStored, 'customerEmail' | 'storeName'>;

async function lookUp(shop: ShopLookups | null, { service, customerId, storeId }: ContextRow): Promise<LookedUp> {
  if (!shop || service === null) {
    return { customerEmail: null, storeName: null };
  }
  const [customerEmail, storeName] = await Promise.all([
    customerId === null ? null : shop.customerEmail(service, customerId),
    storeId === null ? null : shop.storeName(service, storeId),
  ]);
  return { customerEmail, storeName };
}
