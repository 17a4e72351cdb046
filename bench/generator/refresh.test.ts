import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../backend-shim/src/decode/decode.ts';
import type { Export } from '../../backend-shim/src/pipeline/records.ts';
import { prepareUnits } from './prepareUnits.ts';
import { freshDigitKey, freshnessOf, refresh } from './refresh.ts';
import type { PreparedExport, Unit } from './Unit.ts';

const file = join(__dirname, '..', '..', 'tests', 'fixtures', 'excerpt-protobuf.jsonl.gz');
const noon = Date.UTC(2026, 10, 23, 12);

type Records = Pick<Export, 'logs' | 'points'> & { signal: PreparedExport['signal']; text: string };

function bodyOf(item: PreparedExport, bytes: Buffer): Records {
  const at = bytes.indexOf('\r\n\r\n') + 4;
  expect(bytes.toString('latin1', 0, at)).toContain(`\r\nContent-Length: ${bytes.length - at}\r\n`);
  const body = new Uint8Array(bytes.subarray(at));
  const { signal } = item;
  const records = signal === 'traces' ? { logs: [], points: [] } : decodeBody(signal, body);
  return { ...records, signal, text: Buffer.from(body).toString('latin1') };
}

function decodeBody(signal: 'logs' | 'metrics', bytes: Uint8Array): Pick<Export, 'logs' | 'points'> {
  const { logs, points } = decode({ signal, encoding: 'protobuf', receivedAt: noon, bytes });
  return { logs, points };
}

function sendingOf(unit: Unit, freshNumbers: boolean): Records[] {
  const fresh = freshnessOf(unit, noon);
  const key = freshNumbers ? freshDigitKey() : null;
  return unit.exports.map((item) => {
    const into = Buffer.alloc(item.request.length);
    expect(refresh(item, fresh, key, into)).toBe(into.length);
    return bodyOf(item, into);
  });
}

describe('sendings of a recording', () => {
  let units: Unit[];
  beforeAll(async () => {
    expect(existsSync(file)).toBe(true);
    units = await prepareUnits([file], { host: 'localhost', freshNumbers: true });
  });

  it('hold what was recorded: each request with all its exports', () => {
    const sum = (read: (unit: Unit) => number) => units.reduce((total, unit) => total + read(unit), 0);
    expect(sum(({ spans }) => spans)).toBe(1_791);
    expect(sum(({ spansOf }) => spansOf.filter((spans) => spans > 0).length)).toBe(18);
    expect(sum(({ exports }) => exports.reduce((total, { counts }) => total + counts.requests, 0))).toBe(8);
  });

  it('have other ids each time, in all that refers to them', () => {
    for (const unit of units) {
      const [first, second] = [sendingOf(unit, false), sendingOf(unit, false)];
      const recorded = unit.traces.map((id) => Buffer.from(id, 'hex').toString('latin1'));
      for (const { text } of first) {
        for (const [index, id] of recorded.entries()) {
          expect(text).not.toContain(id);
          expect(text).not.toContain(unit.traces[index]);
        }
      }
      const tracesOf = (records: Records[]) => records.flatMap(({ logs }) => logs.map(({ traceId }) => traceId));
      expect(tracesOf(first).length).toBe(unit.exports.reduce((sum, { counts }) => sum + counts.logs, 0));
      tracesOf(first).forEach((id) => expect(tracesOf(second)).not.toContain(id));
    }
  });

  it('repeat in the log records’ attributes the ids that the records have', () => {
    const logs = units.flatMap((unit) => sendingOf(unit, true)).flatMap((records) => records.logs);
    const withIds = logs.filter(({ attributes }) => 'extra.trace_id' in attributes);
    expect(withIds).not.toEqual([]);
    for (const { attributes, traceId, spanId } of withIds) {
      expect(attributes).toMatchObject({ 'extra.trace_id': traceId, 'extra.span_id': spanId });
    }
  });

  it('happen when they are sent', () => {
    for (const unit of units) {
      for (const { logs, points } of sendingOf(unit, true)) {
        for (const { time } of [...logs, ...points]) {
          expect(Math.abs(time / 1000 - noon)).toBeLessThan(60_000);
        }
      }
    }
  });

  it('have no two exports of metrics with points alike', () => {
    const [unit] = units.filter(({ exports }) => exports.some(({ counts }) => counts.requests > 0));
    const bodies = (records: Records[]) => records.filter(({ points }) => points.length > 0).map(({ text }) => text);
    const [first, second] = [bodies(sendingOf(unit, true)), bodies(sendingOf(unit, true))];
    expect(first).not.toEqual([]);
    first.forEach((body) => expect(second).not.toContain(body));
  });
});
