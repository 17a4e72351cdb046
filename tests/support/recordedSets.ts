import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from '../../scripts/lib/computeFigures.ts';

export interface RecordedSet {
  name: string;
  file: string;
  /** What the figures have to be; without `problems`, which no truth tells. */
  truth: () => Omit<Figures, 'problems' | 'orders'> & { orders: Figures['orders'] | null };
}

const fixtures = join(__dirname, '..', 'fixtures');
const captures = process.env.INSIGHTS_CAPTURES ?? join(__dirname, '..', '..', '..', 'shared', 'captures');

/** Excerpts of the recorded captures: committed, so always there. */
export const excerpts: RecordedSet[] = ['excerpt-json', 'excerpt-protobuf', 'excerpt-sampled'].map((name) => ({
  name,
  file: join(fixtures, `${name}.jsonl.gz`),
  truth: () => JSON.parse(readFileSync(join(fixtures, `${name}.truth.json`), 'utf8')),
}));

/** The whole recorded captures; empty where there are none. */
export const captureSets: RecordedSet[] = ['shop-protobuf', 'shop-json', 'shop-default-sampling']
  .filter((name) => existsSync(join(captures, `${name}.jsonl.gz`)))
  .map((name) => ({
    name,
    file: join(captures, `${name}.jsonl.gz`),
    truth: () => truthOf(JSON.parse(readFileSync(join(captures, `${name}.truth.json`), 'utf8'))),
  }));

interface Truth {
  orders: Array<{ increment_id: string; grand_total: string; currency: string; payment_method: string }>;
  quotes: unknown[];
  did: { cartAdds: number; unhandledFailures: Record<string, number> };
  arrived: { requests: number; requestsByStatus: Record<string, number>; traces: number; spans: number };
}

function truthOf({ orders, did, arrived }: Truth): ReturnType<RecordedSet['truth']> {
  const sampled = arrived.traces < arrived.requests;
  return {
    requests: arrived.requests,
    requestsByStatus: arrived.requestsByStatus,
    traces: arrived.traces,
    spans: arrived.spans,
    // Orders are told one by one only by traces.
    orders: sampled
      ? null
      : orders.map((order) => ({
          number: order.increment_id,
          total: Number(order.grand_total),
          currency: order.currency,
          paymentMethod: order.payment_method,
        })),
    ordersFromMetrics: orders.length,
    cartAdditions: did.cartAdds,
    unhandledFailures: Object.values(did.unhandledFailures).reduce((sum, count) => sum + count, 0),
  };
}

/** Says loudly which tests a bare clone leaves out; they count as skipped. */
export function skipWithoutCaptures(what: string): void {
  if (captureSets.length === 0) {
    console.warn(`SKIPPED: ${what}: no recorded captures in ${captures} (INSIGHTS_CAPTURES names their folder).`);
    it.skip(`${what} (no recorded captures)`, () => undefined);
  }
}
