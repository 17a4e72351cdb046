import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { RetryableError } from '../pipeline/errors.ts';
import type { Body } from '../pipeline/records.ts';
import { startReceiver, type Answer, type TestReceiver } from './testing/startReceiver.ts';

const protobuf = { 'content-type': 'application/x-protobuf' };
const json = { 'content-type': 'application/json' };
const ndjson = { 'content-type': 'application/x-ndjson' };

let receiver: TestReceiver;

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(() => receiver.close());

function textOf(answer: Answer): string {
  return answer.body.toString();
}

/** google.rpc.Status in protobuf, of less than 128 bytes: the code, then the message. */
function readStatus({ body }: Answer): { code: number; message: string } {
  expect([body[0], body[2], body[3]]).toEqual([0x08, 0x12, body.length - 4]);
  return { code: body[1], message: body.subarray(4).toString() };
}

describe('a body that can be used', () => {
  it.each(['traces', 'logs', 'metrics'])('is kept, then acknowledged: %s', async (signal) => {
    const before = Date.now();
    const answer = await receiver.post(`/v1/${signal}`, 'sss', protobuf);
    expect(answer.status).toBe(200);
    expect(receiver.kept).toEqual([
      { signal, encoding: 'protobuf', receivedAt: expect.any(Number), bytes: Buffer.from('sss') },
    ]);
    expect(receiver.kept[0].receivedAt).toBeGreaterThanOrEqual(before);
  });

  it.each([
    [protobuf, 'protobuf', ''],
    [json, 'json', '{}'],
    [ndjson, 'ndjson', '{}\n'],
    [{ 'content-type': 'Application/JSON; charset=utf-8' }, 'json', '{}'],
  ])('is answered in its own content type: %j', async (headers, encoding, text) => {
    const answer = await receiver.post('/v1/traces', 's', headers);
    const type = headers['content-type'].split(';')[0].toLowerCase();
    expect([answer.status, answer.headers['content-type'], textOf(answer)]).toEqual([200, type, text]);
    expect(receiver.kept[0].encoding).toBe(encoding);
  });

  it('may come in gzip', async () => {
    const answer = await receiver.post('/v1/logs', gzipSync('sss'), { ...json, 'content-encoding': 'gzip' });
    expect(answer.status).toBe(200);
    expect(Buffer.from(receiver.kept[0].bytes).toString()).toBe('sss');
  });

  it.each(['identity', 'none', ''])('may say that it is not compressed: "%s"', async (encoding) => {
    expect((await receiver.post('/v1/logs', 's', { ...json, 'content-encoding': encoding })).status).toBe(200);
  });

  it('may come in chunks', async () => {
    const answer = await receiver.post('/v1/traces', 'sss', { ...json, 'transfer-encoding': 'chunked' });
    expect(answer.status).toBe(200);
    expect(receiver.kept).toHaveLength(1);
  });

  it.each([[['ab', 'cs']], [['a', 'b', 'c', 's']], [['abcs']], [['', 'abc', 's']]])(
    'may come bit by bit: %j',
    async (pieces) => {
      const socket = connect(receiver.port, '127.0.0.1').setNoDelay(true);
      const head = 'POST /v1/traces HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\n';
      const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
      for (const piece of [head, ...pieces]) {
        socket.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
      socket.destroy();
      expect(Buffer.from(receiver.kept[0].bytes).toString()).toBe('abcs');
    }
  );

  it.each(['/v1/traces?source=shop', '/v1/traces/'])('may be sent to %s', async (path) => {
    expect((await receiver.post(path, 's')).status).toBe(200);
  });

  it.each([
    [protobuf, ''],
    [json, '{}'],
    [ndjson, ''],
  ])('may be empty, and is not kept then: %j', async (headers, body) => {
    const answer = await receiver.post('/v1/metrics', body, headers);
    expect(answer.status).toBe(200);
    expect(receiver.kept).toEqual([]);
  });

  it('is acknowledged in part where some of it was rejected', async () => {
    expect(JSON.parse(textOf(await receiver.post('/v1/traces', 'srr')))).toEqual({
      partialSuccess: { rejectedSpans: '2', errorMessage: '2: no id' },
    });
    expect(JSON.parse(textOf(await receiver.post('/v1/logs', 'sr')))).toHaveProperty(
      'partialSuccess.rejectedLogRecords',
      '1'
    );
    expect(JSON.parse(textOf(await receiver.post('/v1/metrics', 'r')))).toHaveProperty(
      'partialSuccess.rejectedDataPoints',
      '1'
    );
    const { body } = await receiver.post('/v1/traces', 'srr', protobuf);
    expect(body).toEqual(Buffer.from([0x0a, 12, 0x08, 2, 0x12, 8, ...Buffer.from('2: no id')]));
    // The third had nothing but what was rejected.
    expect(receiver.kept).toHaveLength(3);
  });
});

describe('a body that cannot be used', () => {
  it('is refused in its own encoding where it cannot be decoded', async () => {
    const answers = [
      await receiver.post('/v1/traces', 'bad', protobuf),
      await receiver.post('/v1/traces', 'bad', json),
      await receiver.post('/v1/traces', 'bad', ndjson),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(answers.map(({ headers }) => headers['content-type'])).toEqual([
      'application/x-protobuf',
      'application/json',
      'application/x-ndjson',
    ]);
    const status = { code: 3, message: 'not OTLP: it is bad' };
    expect(readStatus(answers[0])).toEqual(status);
    expect(JSON.parse(textOf(answers[1]))).toEqual(status);
    expect(JSON.parse(textOf(answers[2]))).toEqual(status);
    expect(receiver.kept).toEqual([]);
  });

  it.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'constructor' },
    {},
    { ...json, 'content-encoding': 'br' },
  ])('is refused where its type is not supported: %j', async (headers) => {
    const answer = await receiver.post('/v1/traces', 's', headers);
    expect([answer.status, answer.headers['content-type']]).toEqual([415, 'application/json']);
    expect(JSON.parse(textOf(answer)).message).toMatch(/not supported/);
    expect(receiver.kept).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('is refused where it is not posted: %s', async (method) => {
    const answer = await receiver.post('/v1/traces', '', json, method);
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });

  it('is refused where it is not posted, before its content type is looked at', async () => {
    const answer = await receiver.post('/v1/traces', '', {}, 'GET');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });

  it.each(['/v1/trace', '/v1/traces/more', '/V1/traces', '/'])(
    'is none of ours where it is sent to %s',
    async (path) => {
      expect((await receiver.post(path, 's')).status).toBe(404);
      expect(receiver.kept).toEqual([]);
    }
  );

  it('is refused where its gzip is broken or cut', async () => {
    const whole = gzipSync('s'.repeat(500));
    for (const body of [Buffer.from('no gzip at all'), whole.subarray(0, -5)]) {
      const answer = await receiver.post('/v1/traces', body, { ...json, 'content-encoding': 'gzip' });
      expect([answer.status, JSON.parse(textOf(answer)).code]).toEqual([400, 3]);
    }
  });
});

describe('a body that is too long', () => {
  it('is refused by what it says of itself', async () => {
    const answer = await receiver.post('/v1/traces', 's'.repeat(1_001), protobuf);
    expect([answer.status, answer.headers.connection]).toEqual([413, 'close']);
    expect(readStatus(answer).message).toContain('INSIGHTS_MAX_BODY');
    expect((await receiver.post('/v1/traces', 's'.repeat(1_000))).status).toBe(200);
  });

  it('is refused when it turns out to be', async () => {
    const answer = await receiver.post('/v1/traces', 's'.repeat(200_000), { ...json, 'transfer-encoding': 'chunked' });
    expect(answer.status).toBe(413);
  });

  it('is refused after decompression, long before a bomb has unfolded', async () => {
    const heap = process.memoryUsage().rss;
    const bomb = gzipSync(Buffer.alloc(300_000_000), { level: 9 });
    const grown = process.memoryUsage().rss - heap;
    await receiver.close();
    receiver = await startReceiver({ maxBodyBytes: 1_000_000, maxInFlightBytes: 3_000_000 });
    const answer = await receiver.post('/v1/traces', bomb, { ...json, 'content-encoding': 'gzip' });
    expect(answer.status).toBe(413);
    expect(process.memoryUsage().rss - heap - grown).toBeLessThan(200_000_000);
  });
});

describe('a receiver that can take no more', () => {
  it('asks to come again soon, in the encoding of the request', async () => {
    await receiver.close();
    receiver = await startReceiver({ keep: () => Promise.reject(new RetryableError('The spool is full.')) });
    const answer = await receiver.post('/v1/traces', 's', protobuf);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(readStatus(answer)).toEqual({ code: 14, message: 'The spool is full.' });
  });

  it('refuses what would not fit into memory, and recovers', async () => {
    await receiver.close();
    let release = (): void => undefined;
    const kept: Body[] = [];
    const keep = (body: Body) =>
      new Promise<void>((resolve) => {
        kept.push(body);
        release = resolve;
      });
    receiver = await startReceiver({ maxInFlightBytes: 1_500, keep });
    const first = receiver.post('/v1/traces', 's'.repeat(1_000));
    while (kept.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const second = await receiver.post('/v1/traces', 's'.repeat(1_000));
    expect([second.status, second.headers['retry-after']]).toEqual([503, '1']);
    release();
    expect((await first).status).toBe(200);
    const third = receiver.post('/v1/traces', 's'.repeat(1_000));
    while (kept.length === 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    release();
    expect((await third).status).toBe(200);
  });

  it('tells nobody the reason of a failure that it does not know', async () => {
    await receiver.close();
    receiver = await startReceiver({ keep: () => Promise.reject(new Error('secret path')) });
    const answer = await receiver.post('/v1/traces', 's');
    expect(answer.status).toBe(500);
    expect(textOf(answer)).not.toContain('secret');
  });
});

describe('a sender that goes away', () => {
  it('in the middle of a body costs nothing', async () => {
    const socket = connect(receiver.port, '127.0.0.1');
    const head =
      'POST /v1/traces HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\nsss';
    await new Promise<void>((resolve) => socket.write(head, () => resolve()));
    socket.destroy();
    let told = '';
    while (!told.includes('status="499"')) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      told = await receiver.metrics.registry.getSingleMetricAsString('insights_bodies_received_total');
    }
    expect(receiver.kept).toEqual([]);
    expect((await receiver.post('/v1/traces', 's')).status).toBe(200);
  });
});

describe('its metrics', () => {
  it('count bodies by status, records and what was rejected', async () => {
    await receiver.post('/v1/traces', 'ssr');
    await receiver.post('/v1/traces', 'bad', protobuf);
    const text = await receiver.metrics.registry.metrics();
    expect(text).toContain('insights_bodies_received_total{signal="traces",encoding="json",status="200"} 1');
    expect(text).toContain('insights_bodies_received_total{signal="traces",encoding="protobuf",status="400"} 1');
    expect(text).toContain('insights_bytes_received_total{signal="traces"} 3');
    expect(text).toContain('insights_records_received_total{signal="traces"} 2');
    expect(text).toContain('insights_records_rejected_total{signal="traces",reason="no id"} 1');
    expect(text).toContain('insights_acknowledgement_seconds_count 2');
  });
});
