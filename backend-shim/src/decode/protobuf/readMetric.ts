import { newMetric, newPoint, type MetricMessage, type PointMessage } from '../messages.ts';
import { readAttribute } from './readAttributes.ts';
import {
  readBoolean,
  readDouble,
  readFixed64,
  readHex,
  readMessage,
  readMicroseconds,
  readSFixed64,
  readString,
  readUint,
  readWithin,
  type FieldReader,
  type Pbf,
} from './wire.ts';

/** opentelemetry.proto.metrics.v1.Metric */
export function readMetric(pbf: Pbf, from: number, to: number): MetricMessage {
  return readWithin(pbf, from, to, newMetric(), metricField);
}

function metricField(field: number, metric: MetricMessage, pbf: Pbf): void {
  switch (field) {
    case 1:
      metric.name = readString(pbf);
      break;
    case 3:
      metric.unit = readString(pbf);
      break;
    case 7:
      metric.type = 'sum';
      readMessage(pbf, metric, sumField);
      break;
    case 9:
      metric.type = 'histogram';
      readMessage(pbf, metric, histogramField);
      break;
  }
}

function sumField(field: number, metric: MetricMessage, pbf: Pbf): void {
  if (field === 3) {
    metric.monotonic = readBoolean(pbf);
  } else {
    dataField(field, metric, pbf, numberPointField);
  }
}

function histogramField(field: number, metric: MetricMessage, pbf: Pbf): void {
  dataField(field, metric, pbf, histogramPointField);
}

function dataField(field: number, metric: MetricMessage, pbf: Pbf, pointField: FieldReader<PointMessage>): void {
  if (field === 1) {
    pbf.budget.spend(1);
    metric.points.push(readMessage(pbf, newPoint(), pointField));
  } else if (field === 2) {
    metric.temporality = readUint(pbf);
  }
}

/** NumberDataPoint */
function numberPointField(field: number, point: PointMessage, pbf: Pbf): void {
  switch (field) {
    case 3:
      point.time = readMicroseconds(pbf);
      break;
    case 4:
      point.value = readDouble(pbf);
      break;
    case 5:
      readMessage(pbf, point, exemplarField);
      break;
    case 6:
      point.value = Number(readSFixed64(pbf));
      break;
    case 7:
      readAttribute(pbf, point.attributes);
      break;
    case 8:
      point.flags = readUint(pbf);
      break;
  }
}

/** HistogramDataPoint */
function histogramPointField(field: number, point: PointMessage, pbf: Pbf): void {
  switch (field) {
    case 3:
      point.time = readMicroseconds(pbf);
      break;
    case 4:
      point.count = Number(readFixed64(pbf));
      break;
    case 5:
      point.sum = readDouble(pbf);
      break;
    case 8:
      readMessage(pbf, point, exemplarField);
      break;
    case 9:
      readAttribute(pbf, point.attributes);
      break;
    case 10:
      point.flags = readUint(pbf);
      break;
    case 11:
      point.min = readDouble(pbf);
      break;
    case 12:
      point.max = readDouble(pbf);
      break;
  }
}

function exemplarField(field: number, point: PointMessage, pbf: Pbf): void {
  if (field === 5) {
    const traceId = readHex(pbf);
    point.exemplarTraceId ||= traceId;
  }
}
