import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Tally } from './Tally.ts';
import { Timings } from './Timings.ts';

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
    bodies: new Tally(registry, 'insights_bodies_received_total', 'Export requests answered, by HTTP status', [
      'signal',
      'encoding',
      'status',
    ]),
    bytes: new Tally(registry, 'insights_bytes_received_total', 'Bytes of export requests after decompression', [
      'signal',
    ]),
    records: new Tally(registry, 'insights_records_received_total', 'Spans, log records and metric points accepted', [
      'signal',
    ]),
    rejected: new Counter({
      name: 'insights_records_rejected_total',
      help: 'Spans, log records and metric points that could not be used',
      labelNames: ['signal', 'reason'] as const,
      registers,
    }),
    acknowledgement: new Timings(
      registry,
      'insights_acknowledgement_seconds',
      'From the headers of an export request to its answer',
      [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
    ),
    storing: new Histogram({
      name: 'insights_storing_seconds',
      help: 'Time to analyse and store a batch of bodies',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    lag: new Gauge({
      name: 'insights_processing_lag_seconds',
      help: 'Age of the oldest body of the batch stored last',
      registers,
    }),
    processorHeap: new Gauge({
      name: 'insights_processor_heap_bytes',
      help: 'Heap of the thread that decodes, analyses and stores',
      registers,
    }),
    processorDeaths: new Counter({
      name: 'insights_processor_deaths_total',
      help: 'How often the thread that decodes, analyses and stores died and was started anew',
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
