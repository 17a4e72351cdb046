import { once, EventEmitter } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './Connection.ts';
import { addCounts, noCounts, type Counts } from './Counts.ts';
import type { LoadPlan, LoadResult } from './protocol.ts';
import { freshDigitKey, freshnessOf, refresh, type DigitKey, type Freshness } from './refresh.ts';
import { Samples } from './Samples.ts';
import type { PreparedExport, Unit } from './Unit.ts';

const retryMs = 20;

/** Sends units over several connections, each unit on one of them, until time or number is reached. */
export class Load {
  readonly acknowledged: Counts = noCounts();
  readonly #plan: LoadPlan;
  readonly #units: Unit[];
  readonly #traces: WriteStream;
  readonly #acknowledgement = new Samples();
  readonly #worker = new Samples();
  readonly #lateness = new Samples();
  readonly #resumed = new EventEmitter();
  readonly #largest: number;
  #digitKey: DigitKey | null = null;
  #paused = false;
  #stopped = false;
  #startedAt = 0;
  #taken = 0;
  /** When the next unit is due, ms on the clock of `performance.now()`. */
  #due = 0;
  #traceCount = 0;
  #refused = 0;
  #unanswered = 0;
  #partial = 0;
  #from = Infinity;
  #to = -Infinity;

  constructor(plan: LoadPlan, units: Unit[]) {
    this.#plan = plan;
    this.#units = units;
    this.#traces = createWriteStream(plan.tracesFile);
    this.#largest = Math.max(...units.flatMap(({ exports }) => exports.map(({ request }) => request.length)));
    this.#resumed.setMaxListeners(0);
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#resumed.emit('resumed');
  }

  stop(): void {
    this.#stopped = true;
    this.resume();
  }

  async run(): Promise<LoadResult> {
    this.#startedAt = performance.now();
    this.#due = this.#startedAt;
    const cpuBefore = process.cpuUsage();
    await Promise.all(Array.from({ length: this.#plan.connections }, () => this.#sendUnits()));
    const seconds = (performance.now() - this.#startedAt) / 1_000;
    const { user, system } = process.cpuUsage(cpuBefore);
    await new Promise((resolve) => this.#traces.end(resolve));
    return {
      seconds,
      cpuSeconds: (user + system) / 1e6,
      acknowledged: this.acknowledged,
      traces: this.#traceCount,
      units: this.#taken,
      refused: this.#refused,
      unanswered: this.#unanswered,
      partial: this.#partial,
      acknowledgement: this.#acknowledgement.percentiles(),
      worker: this.#worker.percentiles(),
      lateness: this.#lateness.percentiles(),
      from: this.#from,
      to: this.#to,
    };
  }

  async #sendUnits(): Promise<void> {
    const connection = new Connection(this.#plan.host);
    const scratch = Buffer.allocUnsafe(this.#largest);
    for (let turn = this.#take(); turn; turn = this.#take()) {
      await this.#untilDue(turn.due);
      if (this.#paused && !(await this.#untilResumed())) {
        this.#taken -= 1;
        break;
      }
      await this.#sendUnit(turn, connection, scratch);
    }
    connection.close();
  }

  /** The next unit, in the order recorded, over and over. */
  #take(): Turn | null {
    const { seconds, requests, spansPerSecond, requestsPerSecond, simulated, freshNumbers } = this.#plan;
    const over = seconds !== null && performance.now() - this.#startedAt >= seconds * 1_000;
    const due = this.#due;
    const dueTooLate = seconds !== null && due - this.#startedAt >= seconds * 1_000;
    if (this.#stopped || over || dueTooLate || (requests !== null && this.#taken >= requests)) {
      return null;
    }
    const place = this.#taken % this.#units.length;
    if (place === 0 && freshNumbers) {
      this.#digitKey = freshDigitKey();
    }
    const unit = this.#units[place];
    const at = simulated ? simulated.from + (this.#taken * 1_000) / simulated.requestsPerSecond : null;
    this.#taken += 1;
    if (spansPerSecond !== null) {
      this.#due += (unit.spans * 1_000) / spansPerSecond;
    } else if (requestsPerSecond !== null) {
      this.#due += 1_000 / requestsPerSecond;
    }
    return { unit, digitKey: this.#digitKey, due, at };
  }

  /** False when the time is over before. */
  async #untilResumed(): Promise<boolean> {
    const { seconds } = this.#plan;
    if (seconds === null) {
      await once(this.#resumed, 'resumed');
      return true;
    }
    const left = Math.max(1, Math.ceil(this.#startedAt + seconds * 1_000 - performance.now()));
    const resumed = once(this.#resumed, 'resumed', { signal: AbortSignal.timeout(left) });
    return resumed.then(
      () => true,
      () => false
    );
  }

  async #untilDue(due: number): Promise<void> {
    const wait = due - performance.now();
    // Timers are exact to a millisecond, which no pace here needs better.
    if (wait > 0.5) {
      await sleep(wait);
    }
  }

  async #sendUnit({ unit, digitKey, due, at }: Turn, connection: Connection, scratch: Buffer): Promise<void> {
    const happensAt = Math.floor(at ?? Date.now());
    const fresh = freshnessOf(unit, happensAt);
    const began = performance.now();
    if (this.#plan.spansPerSecond !== null || this.#plan.requestsPerSecond !== null) {
      this.#lateness.add(Math.max(0, began - due));
    }
    for (const item of unit.exports) {
      const length = refresh(item, fresh, digitKey, scratch);
      await this.#sendExport(item, scratch.subarray(0, length), connection);
    }
    this.#worker.add(performance.now() - began);
    if (this.#plan.connectPerRequest) {
      connection.close();
    }
    this.#from = Math.min(this.#from, happensAt);
    this.#to = Math.max(this.#to, happensAt);
    this.#keepTraces(unit, fresh);
  }

  /** As a shop does it: the same bytes again until they are acknowledged. */
  async #sendExport(item: PreparedExport, bytes: Buffer, connection: Connection): Promise<void> {
    for (let tries = 1; ; tries++) {
      const began = performance.now();
      const answer = await connection.send(this.#plan.port, bytes);
      if (answer && answer.status >= 200 && answer.status < 300) {
        this.#acknowledgement.add(performance.now() - began);
        this.#partial += answer.length > 0 ? 1 : 0;
        addCounts(this.acknowledged, item.counts);
        return;
      }
      if (answer && ![429, 502, 503, 504].includes(answer.status)) {
        throw new Error(`An export was refused for good: ${answer.status}`);
      }
      this.#refused += answer ? 1 : 0;
      this.#unanswered += !answer && tries === 1 ? 1 : 0;
      await sleep(Math.max(retryMs, answer?.retryAfterMs ?? 0));
    }
  }

  #keepTraces(unit: Unit, fresh: Freshness): void {
    unit.spansOf.forEach((spans, trace) => {
      if (spans > 0) {
        const row = Buffer.allocUnsafe(20);
        fresh.traceIds[trace].copy(row);
        row.writeUInt32LE(spans, 16);
        this.#traces.write(row);
        this.#traceCount += 1;
      }
    });
  }
}

interface Turn {
  unit: Unit;
  digitKey: DigitKey | null;
  due: number;
  /** Null for the time of sending. */
  at: number | null;
}
