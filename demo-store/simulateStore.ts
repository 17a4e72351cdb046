import type { CapturedExport } from '../scripts/lib/readCapture.ts';
import { Agenda } from './Agenda.ts';
import { encodeRun, type PhpProcess } from './encodeRun.ts';
import { planVisit, type Numbers, type VisitPlan } from './planVisit.ts';
import { Random } from './Random.ts';
import { stores } from './shop.ts';
import { simulateCron } from './simulateCron.ts';
import { simulateRequest, type FinishedRun } from './simulateRequest.ts';
import type { Visit } from './Visit.ts';

export interface StoreOptions {
  /** The same seed, from the same time on, gives the same exports. */
  seed: string;
  /** ms since 1970. */
  from: number;
  /** ms since 1970; Infinity for no end. */
  to: number;
  /** Requests a minute on a day's average. */
  rate: number;
  /** Share of requests that send their trace, 0 to 1. */
  sampling: number;
}

/** Measured on what planVisit yields. */
const requestsInVisit = 6.6;
const thinkTimeMs = 9_000;
const cronEveryMs = 300_000;
const hosts = ['web-1', 'web-2'];

type Task = (now: number) => void;

/** All that the store sends between two times, in order. */
export function* simulateStore(options: StoreOptions): Generator<CapturedExport, void, void> {
  const { from, to, sampling } = options;
  const random = new Random(`${options.seed} ${from}`);
  const numbers = numbersFrom(from);
  const tasks = new Agenda<Task>();
  const sending = new Agenda<CapturedExport>();

  const finish = (run: FinishedRun, runtime: PhpProcess['runtime']) => {
    const php = { host: random.pick(hosts), pid: random.whole(800, 32_000), runtime };
    encodeRun(run, php, random.chance(sampling)).forEach((item) => sending.add(item.at, item));
  };
  const browse = (plan: VisitPlan, visit: Visit, before?: FinishedRun): Task => {
    return (now) => {
      const { done, value: page } = before ? plan.next(before) : plan.next();
      if (!done) {
        const run = simulateRequest(random, now, visit, page);
        finish(run, 'fpm-fcgi');
        tasks.add(run.trace.nowMs + random.exponential(thinkTimeMs), browse(plan, visit, run));
      }
    };
  };
  const arrive: Task = (now) => {
    tasks.add(
      now,
      browse(
        planVisit(random, numbers, () => isIndexMissing(now)),
        newVisit(random, numbers.visitor())
      )
    );
    const visitsInMs = (options.rate / 60_000 / requestsInVisit) * dayRhythm(now);
    tasks.add(now + random.exponential(1 / visitsInMs), arrive);
  };
  const runCron: Task = (now) => {
    finish(simulateCron(random, now), 'cli');
    tasks.add(now + cronEveryMs, runCron);
  };

  tasks.add(from, arrive);
  tasks.add(from + random.whole(0, cronEveryMs), runCron);
  while (tasks.nextAt < to) {
    const now = tasks.nextAt;
    tasks.take()!(now);
    yield* until(sending, Math.min(tasks.nextAt, to));
  }
  yield* until(sending, to);
}

function* until(sending: Agenda<CapturedExport>, time: number): Generator<CapturedExport, void, void> {
  while (sending.nextAt < time) {
    yield sending.take()!;
  }
}

/** Never the same twice, though every start of the demo begins anew: numbers grow with the seconds since 2026. */
function numbersFrom(from: number): Numbers & { visitor(): number } {
  const first = Math.max(1, Math.floor((from - Date.UTC(2026, 0, 1)) / 1_000));
  const next = { visitor: first, quote: first, order: 100_000_000 + first };
  return {
    visitor: () => next.visitor++,
    quote: () => next.quote++,
    order: () => String(next.order++),
    customer: () => 300 + (next.visitor % 250),
  };
}

function newVisit(random: Random, visitorId: number): Visit {
  const store = random.chance(stores[0].share) ? stores[0] : stores[1];
  return { store, visitorId, isNew: true, customerId: null, quoteId: null, cart: [] };
}

/** Quiet at four in the morning, busiest twelve hours later; 1 on a day's average. */
export function dayRhythm(time: number): number {
  const hour = (time / 3_600_000) % 24;
  return 1 - 0.7 * Math.cos(((hour - 4) / 24) * 2 * Math.PI);
}

/** The search index is rebuilt in the open, for three minutes of each half hour. */
function isIndexMissing(time: number): boolean {
  return (time / 60_000) % 30 < 3;
}
