import { newMetric, newPoint, type MetricMessage, type PointMessage } from '../messages.ts';
import type { RecordBudget } from '../RecordBudget.ts';
import {
  asInteger,
  booleanOf,
  doubleOf,
  enumOf,
  hexOf,
  integerOf,
  microsecondsOf,
  objectOf,
  objectsOf,
  stringOf,
  uintOf,
  type JsonObject,
} from './fields.ts';
import { readAttributes } from './readAttributes.ts';

const temporalities = ['UNSPECIFIED', 'DELTA', 'CUMULATIVE'];

export function readMetric(metric: JsonObject, budget: RecordBudget): MetricMessage {
  const message = { ...newMetric(), name: stringOf(metric, 'name'), unit: stringOf(metric, 'unit') };
  const sum = objectOf(metric, 'sum');
  const histogram = objectOf(metric, 'histogram');
  if (histogram) {
    return { ...message, type: 'histogram', ...readData(histogram, readHistogramPoint, budget) };
  }
  if (sum) {
    return {
      ...message,
      type: 'sum',
      monotonic: booleanOf(sum, 'isMonotonic'),
      ...readData(sum, readNumberPoint, budget),
    };
  }
  return message;
}

function readData(data: JsonObject, readPoint: (point: JsonObject) => PointMessage, budget: RecordBudget) {
  const points = objectsOf(data, 'dataPoints');
  budget.spend(points.length);
  return {
    temporality: enumOf(data, 'aggregationTemporality', 'AGGREGATION_TEMPORALITY_', temporalities),
    points: points.map(readPoint),
  };
}

function readNumberPoint(point: JsonObject): PointMessage {
  const integer = point.asInt ?? null;
  return {
    ...readCommon(point),
    value: integer === null ? doubleOf(point, 'asDouble') : Number(asInteger(integer, 'asInt')),
  };
}

function readHistogramPoint(point: JsonObject): PointMessage {
  return {
    ...readCommon(point),
    count: Number(integerOf(point, 'count')),
    sum: doubleOf(point, 'sum'),
    min: doubleOf(point, 'min'),
    max: doubleOf(point, 'max'),
  };
}

function readCommon(point: JsonObject): PointMessage {
  return {
    ...newPoint(),
    attributes: readAttributes(point, 'attributes'),
    time: microsecondsOf(point, 'timeUnixNano'),
    flags: uintOf(point, 'flags'),
    exemplarTraceId:
      objectsOf(point, 'exemplars')
        .map((exemplar) => hexOf(exemplar, 'traceId'))
        .find((id) => id !== '') ?? '',
  };
}
