import type { PoolConnection } from 'mysql2/promise';
import type { AttributeValue, MetricPoint } from '../../pipeline/records.ts';
import { hashId } from '../hashId.ts';
import { writeRows } from '../writeRows.ts';
import { double, id, json, text, time, uint16 } from './column.ts';
import type { Table } from './table.ts';

interface MetricRow {
  point_hash: string;
  metric_name: string;
  unit: string;
  metric_value: number;
  metric_count: number;
  recorded_at: number;
  service: string;
  method: string | null;
  http_status: number | null;
  currency: string | null;
  payment_method: string | null;
  trace_id: string | null;
  dimensions: object;
}

const metrics: Table<MetricRow> = {
  name: 'maho_insights_metrics',
  columns: {
    point_hash: id,
    metric_name: text(128),
    unit: text(32),
    metric_value: double,
    metric_count: double,
    recorded_at: time,
    service: text(128),
    method: text(16),
    http_status: uint16,
    currency: text(8),
    payment_method: text(64),
    trace_id: id,
    dimensions: json,
  },
  key: ['point_hash'],
};

export async function insertMetrics(connection: PoolConnection, points: MetricPoint[]): Promise<void> {
  const rows = new Map(points.map((point) => [point.identity, toRow(point)]));
  await writeRows(connection, metrics, [...rows.values()], 'keep');
}

function toRow(point: MetricPoint): MetricRow {
  const { attributes } = point;
  return {
    point_hash: hashId(point.identity),
    metric_name: point.name,
    unit: point.unit,
    metric_value: point.sum,
    metric_count: point.count,
    recorded_at: point.time,
    service: point.resource.service,
    method: toText(attributes['http.request.method']),
    http_status: toNumber(attributes['http.response.status_code']),
    currency: toText(attributes['maho.order.currency']),
    payment_method: toText(attributes['maho.payment.method']),
    trace_id: /^[0-9a-f]{32}$/.test(point.traceId) ? point.traceId : null,
    dimensions: attributes,
  };
}

function toText(value: AttributeValue | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}

function toNumber(value: AttributeValue | undefined): number | null {
  return value === undefined || value === null ? null : Number(value);
}
