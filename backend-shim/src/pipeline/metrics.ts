import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the spool tells of itself when it is asked. */
export interface SpoolGauges {
  waiting(): { bodies: number; bytes: number };
  deadLetters(): number;
}

export type Metrics = ReturnType<typeof createMetrics>;

/** The shim's own metrics, in a registry of their own; names and units as Prometheus recommends. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'insights_' });
  return {
    registry,
    bodies: new Counter({
      name: 'insights_bodies_received_total',
      help: 'Export requests answered, by HTTP status',
      labelNames: ['signal', 'encoding', 'status'] as const,
      registers,
    }),
    bytes: new Counter({
      name: 'insights_bytes_received_total',
      help: 'Bytes of export requests after decompression',
      labelNames: ['signal'] as const,
      registers,
    }),
    records: new Counter({
      name: 'insights_records_received_total',
      help: 'Spans, log records and metric points accepted',
      labelNames: ['signal'] as const,
      registers,
    }),
    rejected: new Counter({
      name: 'insights_records_rejected_total',
      help: 'Spans, log records and metric points that could not be used',
      labelNames: ['signal', 'reason'] as const,
      registers,
    }),
    acknowledgement: new Histogram({
      name: 'insights_acknowledgement_seconds',
      help: 'From the headers of an export request to its answer',
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    processing: new Histogram({
      name: 'insights_processing_seconds',
      help: 'Time to decode, analyse and store a batch of bodies',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    lag: new Gauge({
      name: 'insights_processing_lag_seconds',
      help: 'Age of the oldest body of the batch stored last',
      registers,
    }),
  };
}

/** Reads the spool's state on every scrape. */
export function registerSpoolGauges(registry: Registry, spool: SpoolGauges): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('insights_spool_bodies', 'Bodies acknowledged and not yet stored', () => spool.waiting().bodies);
  gauge('insights_spool_bytes', 'Bytes acknowledged and not yet stored', () => spool.waiting().bytes);
  gauge('insights_dead_letters', 'Bodies put aside because they cannot be processed', () => spool.deadLetters());
}
