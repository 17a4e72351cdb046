import { createHash } from 'node:crypto';
import { encodeProtobuf } from '../../backend-shim/src/decode/testing/encodeProtobuf.ts';
import type { CapturedExport } from '../../scripts/lib/readCapture.ts';

type Json = Record<string, unknown>;

/** Words that travel with a text wherever it is planted: what of them is in the database shows that it got there. */
export const carriers = [
  'RootMessage',
  'CauseMessage',
  'LoggedMessage',
  'LoggedCause',
  'LogBody',
  'LogStructure',
  'LogAttribute',
  'UrlPath',
  'SpanAttribute',
  'SpanList',
  'SpanName',
  'EventAttribute',
  'StatusMessage',
  'ResourceEnvironment',
  'PaymentAttribute',
  'PaymentMessage',
  'MetricAttribute',
] as const;

const ms = 1_000_000n;

/** The exports of a request that failed, which say a text wherever a store can say one. */
export function plantSecret(text: string, encoding: 'json' | 'protobuf', at: number): CapturedExport[] {
  const ids = idsOf(`${encoding} ${text}`);
  const resource = { attributes: attributesOf(resourceOf(text)) };
  const say = (carrier: (typeof carriers)[number]) => `${carrier} ${text}`;
  const exports: Array<[string, Json]> = [
    [
      'traces',
      { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'maho' }, spans: spansOf(say, ids, at) }] }] },
    ],
    [
      'logs',
      { resourceLogs: [{ resource, scopeLogs: [{ scope: { name: 'Maho' }, logRecords: logsOf(say, ids, at) }] }] },
    ],
    [
      'metrics',
      { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'maho' }, metrics: metricsOf(say, at) }] }] },
    ],
  ];
  return exports.map(([signal, message]) => ({
    at,
    path: `/v1/${signal}`,
    contentType: encoding === 'json' ? 'application/json' : 'application/x-protobuf',
    body:
      encoding === 'json'
        ? Buffer.from(JSON.stringify(message))
        : Buffer.from(encodeProtobuf(signal as 'traces', message)),
  }));
}

type Say = (carrier: (typeof carriers)[number]) => string;

interface Ids {
  trace: string;
  span: (name: string) => string;
}

function idsOf(text: string): Ids {
  const hash = (name: string, digits: number) =>
    createHash('md5').update(`${text} ${name}`).digest('hex').slice(0, digits);
  return { trace: hash('trace', 32), span: (name) => hash(name, 16) };
}

function resourceOf(text: string): Json {
  return {
    'service.name': 'shop',
    'deployment.environment.name': `ResourceEnvironment ${text}`,
    'host.name': `host ${text}`,
    'process.command_line': `php ${text}`,
  };
}

function spansOf(say: Say, ids: Ids, at: number): Json[] {
  const root = ids.span('root');
  const span = (name: string, parts: Json): Json => ({
    traceId: ids.trace,
    spanId: ids.span(name),
    parentSpanId: root,
    traceState: `s=${encodeURIComponent(say('SpanName'))}`,
    name,
    kind: 3,
    startTimeUnixNano: nano(at, 1),
    endTimeUnixNano: nano(at, 9),
    status: {},
    ...parts,
  });
  const literal = say('SpanAttribute').replaceAll(/['\\]/g, '\\$&');
  return [
    span('SELECT a', {
      attributes: attributesOf({
        'db.system.name': 'mysql',
        'db.query.text': `SELECT a /* ${say('SpanAttribute').replaceAll('*/', '')} */ FROM b WHERE c = '${literal}' AND d IN (1, "${literal.replaceAll('"', '\\"')}")`,
        'db.query.parameter.0': say('SpanAttribute'),
      }),
    }),
    span('payment.authorize', {
      kind: 1,
      status: { code: 2, message: say('StatusMessage') },
      attributes: attributesOf({
        'payment.method': say('PaymentAttribute'),
        'payment.amount': 12.5,
        'payment.transaction_id': say('PaymentAttribute'),
      }),
      events: [exception(say('PaymentMessage'), say('PaymentMessage'), at)],
    }),
    span(`GET ${say('SpanName')}`, {
      attributes: attributesOf({
        'acme.note': say('SpanAttribute'),
        'acme.list': [say('SpanList'), { inner: say('SpanList'), [say('SpanList')]: 5 }],
        [say('SpanAttribute')]: 'in a key',
        'user_agent.original': say('SpanAttribute'),
        'http.route': say('SpanAttribute'),
        'db.statement': [say('SpanAttribute')],
      }),
      events: [
        {
          name: say('EventAttribute'),
          timeUnixNano: nano(at, 2),
          attributes: attributesOf({ note: say('EventAttribute') }),
        },
      ],
    }),
    {
      ...span('GET', {
        kind: 2,
        spanId: root,
        parentSpanId: '',
        startTimeUnixNano: nano(at, 0),
        endTimeUnixNano: nano(at, 10),
      }),
      status: { code: 2, message: say('StatusMessage') },
      attributes: attributesOf({
        'http.request.method': 'GET',
        'url.path': `/UrlPath/${say('UrlPath').replaceAll(/\s/g, ' ')}/${encodeURIComponent(say('UrlPath'))}`,
        'maho.store_id': 1,
        'error.type': 'Acme\\Oops',
      }),
      events: [exception(say('RootMessage'), say('CauseMessage'), at)],
    },
  ];
}

function exception(message: string, cause: string, at: number): Json {
  const frames = '\n\tat Acme.Pay.authorize(Pay.php:12)\n\tat {main}(index.php:3)';
  return {
    name: 'exception',
    timeUnixNano: nano(at, 3),
    attributes: attributesOf({
      'exception.type': 'Acme\\Oops',
      'exception.message': message,
      'exception.stacktrace': `Acme.Oops: ${message}${frames}\nCaused by: Acme.Cause: ${cause}${frames}`,
    }),
  };
}

function logsOf(say: Say, ids: Ids, at: number): Json[] {
  const argument = `'${say('LoggedMessage').replaceAll('\n', '\\n')}'`;
  const trace = `Stack trace:\n#0 /srv/store/index.php(3): Acme\\Pay->authorize(${argument}, 5)\n#1 {main}`;
  const record = (body: unknown, parts: Json = {}): Json => ({
    traceId: ids.trace,
    timeUnixNano: nano(at, 5),
    severityNumber: 17,
    severityText: say('LogBody'),
    body: anyValue(body),
    ...parts,
  });
  return [
    record(
      `Acme\\Cause: ${say('LoggedCause')} in /srv/store/Pay.php:7\n${trace}\n\nNext Acme\\Oops: ${say('LoggedMessage')} in /srv/store/Pay.php:12\n${trace}`
    ),
    record(say('LogBody'), {
      attributes: attributesOf({ 'context.note': say('LogAttribute'), [say('LogAttribute')]: 1 }),
    }),
    record({ note: say('LogStructure'), list: [say('LogStructure')] }),
    record(`${say('LogBody')}\n${trace}`, {
      traceId: undefined,
      attributes: attributesOf({ context: { note: say('LogAttribute') } }),
    }),
    record(`Deprecated functionality: ${say('LogBody')}  in /srv/store/x.php on line 7`, { severityNumber: 13 }),
  ];
}

function metricsOf(say: Say, at: number): Json[] {
  const point = { timeUnixNano: nano(at, 6), startTimeUnixNano: nano(at, 0) };
  const attributes = attributesOf({ 'maho.payment.method': say('MetricAttribute'), 'maho.order.currency': 'EUR' });
  return [
    {
      name: 'maho.orders',
      description: say('MetricAttribute'),
      sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints: [{ ...point, asInt: '1', attributes }] },
    },
  ];
}

function nano(at: number, after: number): string {
  return String((BigInt(at) + BigInt(after)) * ms);
}

function attributesOf(attributes: Json): Json[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: unknown): Json {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'number':
      return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
    default:
      return Array.isArray(value)
        ? { arrayValue: { values: value.map(anyValue) } }
        : { kvlistValue: { values: attributesOf(value as Json) } };
  }
}
