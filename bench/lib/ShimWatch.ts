/** What the shim tells of itself at one moment. */
export interface ShimState {
  /** Seconds since the watch began. */
  at: number;
  lagSeconds: number;
  spoolBytes: number;
}

const sampleMs = 250;

/** Reads the shim's own metrics again and again. */
export class ShimWatch {
  readonly states: ShimState[] = [];
  readonly #url: string;
  readonly #startedAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  #pending: Promise<unknown> = Promise.resolve();

  /** @param onState - told of every sample */
  constructor(url: string, onState: (state: ShimState) => void = () => undefined) {
    this.#url = url;
    this.#timer = setInterval(() => {
      this.#pending = this.#pending.then(() => this.read().then(onState, () => undefined));
    }, sampleMs);
  }

  async read(): Promise<ShimState> {
    const metrics = await readMetrics(this.#url);
    const state = {
      at: (performance.now() - this.#startedAt) / 1_000,
      lagSeconds: metrics.get('insights_processing_lag_seconds') ?? 0,
      spoolBytes: metrics.get('insights_spool_bytes') ?? 0,
    };
    this.states.push(state);
    return state;
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#pending;
  }
}

/** The values without labels of a Prometheus text. */
async function readMetrics(url: string): Promise<Map<string, number>> {
  const response = await fetch(`${url}/metrics`);
  const text = await response.text();
  return new Map([...text.matchAll(/^(\w+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
}
