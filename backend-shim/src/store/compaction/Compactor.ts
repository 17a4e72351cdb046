import type { Pool } from 'mysql2/promise';
import { RetryableError } from '../../pipeline/errors.ts';
import type { Logger } from '../../pipeline/logger.ts';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { Dictionary } from '../dictionary/Dictionary.ts';
import { isRetryable } from '../isRetryable.ts';
import type { BlockInfo } from './BlockInfo.ts';
import type { CompactionReport } from './CompactionReport.ts';
import { encodeGroups } from './encodeGroups.ts';
import { countEndpoints, findDropped } from './findDropped.ts';
import { groupParts, type PartGroup } from './groupParts.ts';
import type { KeepPolicy } from './KeepPolicy.ts';
import { listCompactedBlocks, listHotBlocks } from './listBlocks.ts';
import type { OpenedBlock } from './OpenedBlock.ts';
import { openSlice, type Slice } from './openSlice.ts';
import { readyBuckets, type Bucket } from './readyBuckets.ts';
import { OvertakenError, replaceBlocks } from './replaceBlocks.ts';
import { blocksOfOthers, findSplitTraces } from './splitTraces.ts';

export interface CompactorOptions {
  pool: Pool;
  dictionary: Dictionary;
  policy: KeepPolicy;
  logger: Logger;
  /** How long after the last write a block is compacted, ms. */
  quietMs?: number;
}

export interface CompactionRun {
  /** ms since 1970. */
  now: number;
  /** Whether nothing waits for more of its kind to come, nor rests in between. */
  everything: boolean;
  /** Ends the run after what is under way. */
  signal: AbortSignal;
}

/** What holds for the blocks of a bucket. */
interface Slicing {
  /** How many traces each endpoint has in the bucket; null where all traces are kept. */
  alike: Map<number, number> | null;
  report: CompactionReport;
  rests: boolean;
  table: SpanTable;
}

const endOfTime = Date.UTC(9999, 0);
const defaultQuietMs = 2 * 60_000;
/** A block of fewer traces than this takes in what comes later for its ten minutes. */
const smallBlock = { traces: 256, spans: 75_000 };
const mostSmall = 4;
/** Of blocks that are open at a time: with all that is made of them, some 64 MiB. */
const hotLimits = { bytes: 4 << 20, spans: 110_000 };
const otherLimits = { bytes: 1 << 20, spans: 110_000 };
const mostTemplates = 50_000;
/** Blocks that are set aside, one by one; the report has their number. */
const mostTold = 20;
/** Rows, for a block of about 512 traces. */
const tableCapacity = 1 << 17;

/** Joins the blocks of a bucket, as they came, to large ones in which each trace stands once; see docs/storage-format.md. */
export class Compactor {
  readonly #options: CompactorOptions;
  /** Blocks that cannot be read or written anew: tried again after the next start. */
  readonly #setAside = new Set<string>();
  #templates = new TemplateTable();

  constructor(options: CompactorOptions) {
    this.#options = options;
  }

  /**
   * Compacts what is ready. May be interrupted and repeated, and run in several shims at once.
   * @throws RetryableError and what else the database says
   */
  async run({ now, everything, signal }: CompactionRun): Promise<CompactionReport> {
    const { pool, quietMs = defaultQuietMs } = this.#options;
    const report = { blocksBefore: 0, blocksAfter: 0, traces: 0, dropped: 0, damaged: 0, waiting: 0 };
    const hot = await listHotBlocks(pool, everything ? endOfTime : now - quietMs);
    const sound = hot.filter(({ blockId }) => !this.#setAside.has(blockId));
    const buckets = readyBuckets(sound, { now, quietMs, everything });
    const table = new SpanTable(tableCapacity);
    for (const bucket of buckets) {
      await this.#compactBucket(bucket, { report, rests: !everything, table }, signal);
    }
    report.damaged = this.#setAside.size;
    report.waiting = sound.length - buckets.reduce((sum, { blocks }) => sum + blocks.length, 0);
    return report;
  }

  async #compactBucket(bucket: Bucket, run: Omit<Slicing, 'alike'>, signal: AbortSignal): Promise<void> {
    const { pool, policy } = this.#options;
    const compacted = (await listCompactedBlocks(pool, bucket.start, bucket.end)).filter(
      ({ blockId }) => !this.#setAside.has(blockId)
    );
    const alike = policy.keepPercent < 100 ? await countEndpoints(pool, bucket.start, bucket.end) : null;
    const queue = bucket.blocks.slice();
    while (queue.length > 0 && !signal.aborted) {
      if (this.#templates.size > mostTemplates) {
        this.#templates = new TemplateTable();
      }
      const hot = this.#noteDamaged(await openSlice(pool, queue, hotLimits));
      const others = queue.length === 0 ? takeSmall(compacted) : [];
      others.push(...(await this.#takeOthers(compacted, hot)));
      const joined = this.#noteDamaged(await openSlice(pool, others, otherLimits));
      try {
        await this.#compactSlice(hot, joined, { ...run, alike });
      } catch (error) {
        if (error instanceof OvertakenError) {
          return;
        }
        throw error;
      }
    }
  }

  /** Takes from the compacted blocks those that hold other parts of the slice's traces. */
  async #takeOthers(compacted: BlockInfo[], hot: OpenedBlock[]): Promise<BlockInfo[]> {
    if (compacted.length === 0) {
      return [];
    }
    const groups = groupParts(hot);
    const split = await findSplitTraces(
      this.#options.pool,
      groups.map(({ traceId }) => traceId)
    );
    const others = blocksOfOthers(compacted, groups, split);
    return others.map((info) => compacted.splice(compacted.indexOf(info), 1)[0]);
  }

  /** One of many that cannot be written anew must not stop the rest: halved until it is found, and set aside. */
  async #compactSlice(hot: OpenedBlock[], joined: OpenedBlock[], slicing: Slicing): Promise<void> {
    if (hot.length === 0) {
      return;
    }
    try {
      await this.#replace([...hot, ...joined], slicing);
    } catch (error) {
      if (error instanceof OvertakenError || error instanceof RetryableError || isRetryable(error)) {
        throw error;
      }
      if (hot.length === 1 && joined.length === 0) {
        this.#noteDamaged({ opened: [], damaged: [{ info: hot[0].info, error: error as Error }] });
        return;
      }
      const half = joined.length > 0 ? hot.length : hot.length >> 1;
      await this.#compactSlice(hot.slice(0, half), [], slicing);
      await this.#compactSlice(hot.slice(half), [], slicing);
    }
  }

  async #replace(blocks: OpenedBlock[], { alike, report, rests, table }: Slicing): Promise<void> {
    const { pool, dictionary, policy } = this.#options;
    const groups = groupParts(blocks);
    const reader = await dictionary.load(pool, [...new Set(blocks.flatMap(({ block }) => block.uses))]);
    const dropped = alike && groups.length > 0 ? await findDropped(pool, timesOf(groups), alike, policy) : null;
    const kept = dropped ? groups.filter(({ traceId }) => !dropped.has(traceId)) : groups;
    const known = (id: string) => dictionary.known(id);
    const { rows, entries } = await encodeGroups(kept, {
      templates: this.#templates,
      dictionary: reader,
      known,
      rests,
      table,
    });
    // Before and outside of the transaction: blocks never refer to what is not there, and nobody waits for these rows.
    await dictionary.insertEntries(pool, entries);
    dictionary.remember(entries);
    const lost = groups.flatMap(({ traceId }) => dropped?.get(traceId) ?? []);
    await replaceBlocks(
      pool,
      blocks.map(({ info }) => info),
      rows,
      lost
    );
    report.blocksBefore += blocks.length;
    report.blocksAfter += rows.length;
    report.traces += kept.length;
    report.dropped += lost.length;
  }

  #noteDamaged({ opened, damaged }: Slice): OpenedBlock[] {
    for (const { info, error } of damaged) {
      this.#setAside.add(info.blockId);
      if (this.#setAside.size > mostTold) {
        continue;
      }
      this.#options.logger.error(
        { err: error, block: info.blockId, firstTime: new Date(info.firstTime).toISOString(), traces: info.traceCount },
        'A block of traces cannot be compacted and stays as it is'
      );
    }
    return opened;
  }
}

function timesOf(groups: PartGroup[]): { from: number; to: number } {
  return { from: groups[0].filedAt, to: groups[groups.length - 1].filedAt };
}

/** Takes the small ones from the compacted blocks. */
function takeSmall(compacted: BlockInfo[]): BlockInfo[] {
  const small = compacted
    .filter(({ traceCount, spanCount }) => traceCount < smallBlock.traces && spanCount < smallBlock.spans)
    .slice(0, mostSmall);
  return small.map((info) => compacted.splice(compacted.indexOf(info), 1)[0]);
}
