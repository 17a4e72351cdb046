import { gunzipSync, gzipSync } from 'node:zlib';
import { decode } from './decode.ts';
import { encodeProtobuf } from './testing/encodeProtobuf.ts';
import { decodeBoth, logs, receivedAt, spanId, time, traceId } from './testing/exports.ts';

describe('a log record', () => {
  const record = {
    timeUnixNano: time,
    observedTimeUnixNano: '1795447948309999999',
    severityNumber: 13,
    body: { stringValue: 'careful' },
    traceId,
    spanId,
  };

  it('has all that was sent', () => {
    expect(decodeBoth('logs', logs(record)).logs).toEqual([
      expect.objectContaining({
        traceId,
        spanId,
        time: 1_795_447_948_309_574,
        severity: 13,
        body: 'careful',
        attributes: {},
      }),
    ]);
  });

  it('has the time of its observation, or of its arrival, where it tells none', () => {
    const { logs: records } = decodeBoth(
      'logs',
      logs({ ...record, timeUnixNano: '0' }, { body: { stringValue: 'a' } })
    );
    expect(records.map(({ time: at }) => at)).toEqual([1_795_447_948_309_999, receivedAt * 1000]);
  });

  it('may belong to no trace, and have any body', () => {
    const body = { kvlistValue: { values: [{ key: 'a', value: { intValue: 1 } }] } };
    const { logs: records } = decodeBoth(
      'logs',
      logs({ ...record, traceId: '0'.repeat(32), spanId: '', body }, { timeUnixNano: time })
    );
    expect(records.map(({ traceId: id, body: text }) => [id, text])).toEqual([
      ['', '{"a":1}'],
      ['', ''],
    ]);
  });

  it('has an identity that no other has, the same in every repetition', () => {
    const request = logs(record, record, { ...record, severityNumber: 14 }, { ...record, observedTimeUnixNano: '1' });
    const bytes = encodeProtobuf('logs', request);
    const decoded = decode({ signal: 'logs', encoding: 'protobuf', receivedAt, bytes });
    const first = decoded.logs.map(({ identity }) => identity);
    expect(new Set(first).size).toBe(4);
    expect(first.every((identity) => /^[0-9a-f]{32}$/.test(identity))).toBe(true);
    const gzipped = gzipSync(bytes);
    const again = decode({
      signal: 'logs',
      encoding: 'protobuf',
      receivedAt: receivedAt + 5,
      bytes: gunzipSync(gzipped),
    });
    expect(again.logs.map(({ identity }) => identity)).toEqual(first);
    expect(again.identity).toBe(decoded.identity);
  });

  it('of another process is another one', () => {
    const from = (pid: string) =>
      decodeBoth('logs', {
        resourceLogs: [
          {
            resource: { attributes: [{ key: 'process.pid', value: { intValue: pid } }] },
            scopeLogs: [{ logRecords: [record] }],
          },
        ],
      });
    expect(from('1').logs[0].identity).not.toBe(from('2').logs[0].identity);
  });
});
