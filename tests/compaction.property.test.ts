import fc from 'fast-check';
import { createLogger } from '../backend-shim/src/pipeline/logger.ts';
import { TemplateTable } from '../backend-shim/src/pipeline/spans/TemplateTable.ts';
import { Compactor } from '../backend-shim/src/store/compaction/Compactor.ts';
import { Dictionary } from '../backend-shim/src/store/dictionary/Dictionary.ts';
import { createTraceReader } from '../backend-shim/src/store/read/readTrace.ts';
import { Schemas } from './support/Schemas.ts';
import { hexId, makeLog, makeSpan, noon } from './support/shopRecords.ts';
import { openTestStore, type TestStore } from './support/testStore.ts';

jest.setTimeout(120_000);
let schemas: Schemas;
let store: TestStore;
let name = 0;

beforeAll(async () => {
  schemas = await Schemas.open();
  store = openTestStore(await schemas.create(), undefined, noon / 1000 + 500);
  await store.store.migrate();
});

afterAll(async () => {
  await store.store.close();
  await schemas.close();
});

interface Part {
  trace: number;
  /** Spans by their numbers: parents are the half of it, 1 the root. */
  spans: number[];
  logs: number[];
}

const part: fc.Arbitrary<Part> = fc.record({
  trace: fc.nat(3),
  spans: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }),
  logs: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
});
/** Batches of parts; null where what is there is compacted. */
const history = fc.array(fc.oneof({ weight: 3, arbitrary: fc.array(part, { maxLength: 3 }) }, fc.constant(null)), {
  minLength: 1,
  maxLength: 8,
});

function exportOf({ trace, spans, logs }: Part, prefix: string) {
  const id = `${prefix} ${trace}`;
  return {
    spans: spans.map((number) =>
      makeSpan(id, `s${number}`, {
        start: noon + trace * 1_000_000 + number * 1_000,
        ...(number > 1 ? { parent: `s${number >> 1}` } : {}),
      })
    ),
    logs: logs.map((number) => makeLog(id, `Told ${number}`, { time: noon + trace * 1_000_000 + number })),
  };
}

async function compact(): Promise<void> {
  const compactor = new Compactor({
    pool: store.store.pool,
    dictionary: new Dictionary(),
    policy: { keepPercent: 100, slowRequestMs: 2000 },
    logger: createLogger('silent'),
  });
  const { damaged } = await compactor.run({ now: Date.now(), everything: true, signal: new AbortController().signal });
  expect(damaged).toBe(0);
}

/** What can be read of each trace: spans with their parents as far as known, and log records. */
async function readAll(prefix: string): Promise<Array<{ spans: Record<string, string>; logs: string[] } | null>> {
  const templates = new TemplateTable();
  const readTrace = createTraceReader({ pool: store.store.pool, dictionary: new Dictionary(), templates });
  return Promise.all(
    [0, 1, 2, 3].map(async (trace) => {
      const found = await readTrace(hexId(`${prefix} ${trace}`));
      if (!found) {
        return null;
      }
      const { spans, logs } = found;
      const nameAt = (at: number) => templates.at(spans!.table.template[spans!.rows[at]]).name;
      const names = [...(spans?.rows ?? [])].map((_, at) => nameAt(at));
      expect(new Set(names).size).toBe(names.length);
      return {
        spans: Object.fromEntries(
          names.map((each, at) => [each, spans!.parents[at] < 0 ? 'none' : nameAt(spans!.parents[at])])
        ),
        logs: logs.map(({ body }) => body).sort(),
      };
    })
  );
}

function expectedOf(parts: Part[]) {
  return [0, 1, 2, 3].map((trace) => {
    const own = parts.filter((each) => each.trace === trace);
    const spans = new Set(own.flatMap((each) => each.spans));
    const logs = new Set(own.flatMap((each) => each.logs));
    if (spans.size + logs.size === 0) {
      return null;
    }
    const parentOf = (number: number) => (spans.has(number >> 1) ? `s${number >> 1}` : 'none');
    return {
      spans: Object.fromEntries([...spans].map((number) => [`s${number}`, parentOf(number)])),
      logs: [...logs].map((number) => `Told ${number}`).sort(),
    };
  });
}

async function play(batches: Array<Part[] | null>): Promise<string> {
  const prefix = `history ${name++}`;
  for (const batch of batches) {
    await (batch ? store.write(batch.map((each) => exportOf(each, prefix))) : compact());
  }
  return prefix;
}

it('keeps every span, parent and log record of what had come before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(part, { maxLength: 3 }), { maxLength: 6 }), async (batches) => {
      const prefix = await play([...batches, null]);
      expect(await readAll(prefix)).toEqual(expectedOf(batches.flat()));
    }),
    { numRuns: 25 }
  );
});

it('loses and repeats no span and no log record, whenever it runs; a parent that was compacted may be unknown', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (batches) => {
      const prefix = await play([...batches, null]);
      const read = await readAll(prefix);
      const expected = expectedOf(batches.flatMap((batch) => batch ?? []));
      expect(read.map((trace) => trace && { spans: Object.keys(trace.spans).sort(), logs: trace.logs })).toEqual(
        expected.map((trace) => trace && { spans: Object.keys(trace.spans).sort(), logs: trace.logs })
      );
      read.forEach((trace, at) =>
        Object.entries(trace?.spans ?? {}).forEach(([span, parent]) =>
          expect(['none', expected[at]!.spans[span]]).toContain(parent)
        )
      );
    }),
    { numRuns: 25 }
  );
});
