import { randomBytes } from 'node:crypto';
import type { Stack } from '../../../scripts/lib/startStack.ts';
import { QueryClient } from '../../../scripts/lib/QueryClient.ts';

export interface Failure {
  /** ms since 1970; now by default. */
  time?: number;
  service?: string;
  type?: string;
  message?: string;
  file?: string;
  line?: number;
  path?: string;
  /** `Class.method` in the file. */
  callSite?: string;
  /** Of Maho. */
  version?: string;
}

/**
 * Sends a request that died of an exception, as Maho tells it (OTLP/JSON), and waits until it is stored.
 * @returns the trace's id
 */
export async function sendFailure(stack: Stack, failure: Failure = {}): Promise<string> {
  const { time = Date.now(), service = 'shop', type = 'RuntimeException', message = 'It broke' } = failure;
  const { callSite = 'Shop_Broken.run', file = 'Broken.php', line = 7, path = '/broken/', version } = failure;
  const traceId = randomBytes(16).toString('hex');
  const nanos = (ms: number) => `${BigInt(Math.round(ms)) * 1_000_000n}`;
  const exception = {
    name: 'exception',
    timeUnixNano: nanos(time + 4),
    attributes: attributes({
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': `${type}: ${message}\n\tat ${callSite}(${file}:${line})\n\tat {main}(index.php:71)`,
    }),
  };
  const root = {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    name: 'GET',
    kind: 2,
    startTimeUnixNano: nanos(time),
    endTimeUnixNano: nanos(time + 5),
    attributes: attributes({
      'http.request.method': 'GET',
      'url.path': path,
      'maho.store_id': 1,
      'maho.store_code': 'default',
      'error.type': type,
    }),
    events: [exception],
    status: { code: 2, message: type },
  };
  const resource = {
    attributes: attributes({ 'service.name': service, ...(version ? { 'service.version': version } : {}) }),
  };
  const response = await fetch(`${stack.insightsUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [root] }] }] }),
  });
  if (!response.ok) {
    throw new Error(`The failure was refused with ${response.status}: ${await response.text()}`);
  }
  await new QueryClient(stack.insightsUrl, stack.token).settled();
  return traceId;
}

function attributes(values: Record<string, string | number>) {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
}
