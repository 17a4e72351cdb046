import type { CapturedExport } from '../scripts/lib/readCapture.ts';
import { Double, toKeyValues, type Attributes } from './otlp.ts';
import { serviceName } from './shop.ts';
import type { FinishedRun, LogEntry } from './simulateRequest.ts';

const schemaUrl = 'https://opentelemetry.io/schemas/1.38.0';
/** PHP's SDK sends a batch when it holds so many. */
const spansInBatch = 512;

export interface PhpProcess {
  host: string;
  pid: number;
  runtime: 'fpm-fcgi' | 'cli';
}

/** The exports of one run in the order that PHP sends them: traces where sampled, logs, metrics, and metrics again. */
export function encodeRun(run: FinishedRun, php: PhpProcess, sampled: boolean): CapturedExport[] {
  const resource = { attributes: toKeyValues(resourceAttributes(php)) };
  const at = Math.ceil(run.trace.nowMs) + 2;
  const send = (path: string, wait: number, body: unknown): CapturedExport => ({
    at: at + wait,
    path,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify(body)),
  });
  const traces = sampled ? spanBatches(run) : [];
  const metrics = metricsOf(run, sampled);
  const withMetrics = (list: unknown[]) => ({
    resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'maho' }, metrics: list }], schemaUrl }],
  });
  return [
    ...traces.map((spans) =>
      send('/v1/traces', 0, {
        resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'maho', version: '26.9.0' }, spans }], schemaUrl }],
      })
    ),
    send('/v1/logs', 4, {
      resourceLogs: [
        {
          resource,
          scopeLogs: [{ scope: { name: 'Maho' }, logRecords: run.logs.map((log) => logRecord(run, log, sampled)) }],
          schemaUrl,
        },
      ],
    }),
    send('/v1/metrics', 7, withMetrics(metrics)),
    // The SDK flushes once more when PHP shuts down: the metrics are there, their points are not.
    send('/v1/metrics', 9, withMetrics(metrics.map(emptied))),
  ];
}

function resourceAttributes({ host, pid, runtime }: PhpProcess): Attributes {
  return {
    'service.name': serviceName,
    'host.name': host,
    'host.arch': 'x86_64',
    'os.type': 'linux',
    'os.name': 'Linux',
    'process.runtime.name': runtime,
    'process.runtime.version': '8.4.27',
    'process.pid': pid,
    'deployment.environment.name': 'production',
    'service.version': '26.9.0',
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.language': 'php',
    'telemetry.sdk.version': '1.16.1',
  };
}

function spanBatches({ trace: { spans } }: FinishedRun) {
  const batches = Math.ceil(spans.length / spansInBatch);
  return Array.from({ length: batches }, (_, i) => spans.slice(i * spansInBatch, (i + 1) * spansInBatch));
}

function logRecord({ trace }: FinishedRun, { timeUnixNano, spanId, severity, body }: LogEntry, sampled: boolean) {
  const ids = { trace_id: trace.traceId, span_id: spanId };
  return {
    // Monolog's clock has microseconds.
    timeUnixNano: `${timeUnixNano.slice(0, -3)}000`,
    observedTimeUnixNano: timeUnixNano,
    severityNumber: severity.number,
    severityText: severity.text,
    body: { stringValue: body },
    attributes: [
      { key: 'extra', value: { kvlistValue: { values: toKeyValues(ids) } } },
      ...toKeyValues({ 'extra.trace_id': ids.trace_id, 'extra.span_id': ids.span_id }),
    ],
    flags: sampled ? 3 : 2,
    traceId: trace.traceId,
    spanId,
  };
}

interface Metric {
  name: string;
  description?: string;
  unit: string;
  histogram?: object;
  sum?: object;
}

const bounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 1000];

function metricsOf(run: FinishedRun, sampled: boolean): Metric[] {
  const timeUnixNano = run.trace.nano();
  const startTimeUnixNano = run.trace.spans.at(-1)!.startTimeUnixNano;
  const list: Metric[] = [];
  if (run.request) {
    const { method, status, seconds } = run.request;
    const attributes = toKeyValues({ 'http.request.method': method, 'http.response.status_code': status });
    const bucket = bounds.findIndex((bound) => seconds <= bound);
    const bucketCounts = Array.from({ length: bounds.length + 1 }, (_, i) => (i === bucket ? '1' : '0'));
    const point = { attributes, startTimeUnixNano, timeUnixNano, count: '1', sum: seconds, bucketCounts };
    const dataPoints = [{ ...point, explicitBounds: bounds, min: seconds, max: seconds }];
    list.push({
      name: 'http.server.request.duration',
      description: 'Duration of HTTP server requests',
      unit: 's',
      histogram: { dataPoints, aggregationTemporality: 1 },
    });
  }
  const sum = (name: string, unit: string, attributes: Attributes, value: number | Double, spanId: string) => {
    const number = value instanceof Double ? { asDouble: value.value } : { asInt: String(value) };
    const exemplars = [{ timeUnixNano, ...number, spanId, traceId: run.trace.traceId }];
    const dimensions = Object.keys(attributes).length > 0 ? { attributes: toKeyValues(attributes) } : {};
    const point = { ...dimensions, startTimeUnixNano, timeUnixNano, ...number, ...(sampled ? { exemplars } : {}) };
    list.push({ name, unit, sum: { dataPoints: [point], aggregationTemporality: 1, isMonotonic: true } });
  };
  if (run.cartAddition) {
    sum('maho.cart.additions', '{addition}', {}, 1, run.cartAddition.spanId);
  }
  if (run.order) {
    const { currency, paymentMethod, total, spanId } = run.order;
    const inCurrency = { 'maho.order.currency': currency };
    sum('maho.orders', '{order}', { ...inCurrency, 'maho.payment.method': paymentMethod }, 1, spanId);
    sum('maho.order.revenue', '{currency_unit}', inCurrency, new Double(total), spanId);
  }
  return list;
}

function emptied({ name, description, unit, histogram, sum }: Metric): Metric {
  const rest = { name, ...(description ? { description } : {}), unit };
  return histogram
    ? { ...rest, histogram: { aggregationTemporality: 1 } }
    : { ...rest, sum: { aggregationTemporality: 1, ...(sum ? { isMonotonic: true } : {}) } };
}
