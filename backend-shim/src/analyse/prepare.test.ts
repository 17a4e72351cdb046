import type { LogRecord, MetricPoint, Span } from '../pipeline/records.ts';
import { prepare } from './prepare.ts';
import { answered, died, exception, log, shop, sql } from './testing/build.ts';
import { declinedLog } from './testing/failures.ts';

function exported(spans: Span[], logs: LogRecord[] = []) {
  return { spans, logs, points: [] as MetricPoint[], rejected: [{ count: 1, reason: 'kept' }] };
}

describe('prepare', () => {
  it("reads the visitor's and the cart's numbers before it drops SQL's values", () => {
    const { spans } = prepare(
      exported([
        sql("UPDATE `log_visitor` SET `a` = ? WHERE visitor_id='42'"),
        sql("SELECT * FROM `sales_flat_quote` WHERE entity_id=127 AND b = 'secret'"),
        sql('SELECT 1'),
      ])
    );
    expect(spans.map((span) => span.attributes)).toEqual([
      {
        'db.system.name': 'mysql',
        'db.query.text': 'UPDATE `log_visitor` SET `a` = ? WHERE visitor_id=?',
        'maho.visitor_id': 42,
      },
      {
        'db.system.name': 'mysql',
        'db.query.text': 'SELECT * FROM `sales_flat_quote` WHERE entity_id=? AND b = ?',
        'maho.quote_id': 127,
      },
      { 'db.system.name': 'mysql', 'db.query.text': 'SELECT ?' },
    ]);
  });

  it("reads PostgreSQL's quotes as PostgreSQL does", () => {
    const { spans } = prepare(
      exported([
        sql(`SELECT "a" FROM b WHERE c='x\\' AND d='secret'`, { attributes: { 'db.system.name': 'postgresql' } }),
      ])
    );
    expect(spans[0].attributes['db.query.text']).toBe('SELECT "a" FROM b WHERE c=? AND d=?');
  });

  it('leaves no secret in any text of a span', () => {
    const stack = exception('Acme\\Oops', "SQLSTATE[23000]: Duplicate entry 'kim.secret' for key 'email'", [
      'Acme_A.b(A.php:3)',
      '{main}(index.php:1)',
    ]);
    const root = died('/confirm/key/secretkey/', stack, {
      name: 'GET kim.secret@mail.example',
      statusMessage: 'to kim.secret@mail.example',
    });
    const text = JSON.stringify(prepare(exported([root])).spans);
    expect(text).not.toMatch(/secret/);
    expect(text).toContain("Duplicate entry '?' for key 'email'");
    expect(text).toContain('\\tat Acme_A.b(A.php:3)');
  });

  it("leaves no secret in a log record, nor in its stack's arguments", () => {
    const { logs } = prepare(
      exported(
        [],
        [
          log(declinedLog('Mail to kim.secret@mail.example')),
          log('user kim.secret@mail.example', {
            attributes: { 'context.password': 'secret', 'extra.trace_id': '0af7651916cd43dd8448eb211c80319c' },
          }),
        ]
      )
    );
    expect(JSON.stringify(logs)).not.toMatch(/secret|Card declined f|12\.5/);
    expect(logs[0].body).toContain(
      '#1 /srv/store/app/code/core/Mage/Sales/Model/Order/Payment.php(1163): Acme_Pay_Model_Card->authorize()'
    );
    expect(logs[1].attributes['extra.trace_id']).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  it('scrubs a message the same way on a span and within a log record', () => {
    const message = `Cannot store: ${'long '.repeat(2_000)} SELECT a FROM b WHERE c = 'secret'`;
    const span = prepare(exported([answered('a/b/c', 200, { events: [exception('X', message, ['A.b(A.php:1)'])] })]))
      .spans[0];
    const record = prepare(exported([], [log(`X: ${message} in /srv/A.php:1\nStack trace:\n#0 {main}`)])).logs[0];
    expect(record.body).toContain(span.events[0].attributes['exception.message']);
  });

  it('bounds what is long, keeping both ends of a stack and saying what is missing', () => {
    const frames = Array.from({ length: 5_000 }, (_, at) => `#${at} /srv/store/app/Deep.php(${at}): Acme_Deep->down()`);
    const body = `\nRuntimeException: too deep in /srv/store/app/Deep.php:5\nStack trace:\n${frames.join('\n')}\n#5000 {main}`;
    const { logs } = prepare(exported([], [log(body)]));
    expect(logs[0].body.length).toBeLessThan(65_537);
    expect(logs[0].body).toMatch(/Deep\.php\(0\)[\s\S]*… 4901 frames left out[\s\S]*Deep\.php\(4999\)[\s\S]*\{main\}$/);
  });

  it('changes nothing the second time, and nothing of what is no secret', () => {
    const points = [
      {
        identity: 'a',
        name: 'maho.orders',
        unit: '',
        time: 1,
        count: 1,
        sum: 1,
        min: null,
        max: null,
        attributes: { 'maho.payment.method': 'checkmo' },
        traceId: '',
        resource: shop,
      },
    ];
    const first = prepare({
      ...exported(
        [sql("SELECT 'a'"), died('/a', exception('X', 'mail kim@mail.example', ['A.b(A.php:1)']))],
        [log(declinedLog()), log('Warning: a "b"  in /x.php on line 3')]
      ),
      points,
    });
    expect(prepare(first)).toEqual(first);
    expect(first.points).toEqual(points);
    expect(first.rejected).toEqual([{ count: 1, reason: 'kept' }]);
  });

  it('leaves no secret in what a stack says besides its messages', () => {
    const stack =
      'Failed for kim.secret@mail.example\n\tat word kim.secret@mail.example (A.php:1)\n\tat 203.0.113.7(4111111111111111:2)\n\tat A.b(token=secret:2)';
    const event = { name: 'exception', time: 1, attributes: { 'exception.stacktrace': stack } };
    const { spans, logs } = prepare(
      exported(
        [answered('a/b/c', 200, { events: [event] })],
        [
          log("failed:\n#0 /srv/a.php(3): A->b('secret')\n#1 {main}"),
          log('Acme: x in /srv/kim.secret@mail.example:1\nStack trace:\n#0 {main}'),
        ]
      )
    );
    expect(JSON.stringify([spans, logs])).not.toMatch(/secret|203\.|4111/);
    expect(spans[0].events[0].attributes['exception.stacktrace']).toContain('[email]');
    expect(logs[0].body).toContain('A->b()');
  });

  it('leaves no secret in where records come from', () => {
    const resource = { ...shop, environment: 'of kim.secret@mail.example' };
    const prepared = prepare(exported([answered('a/b/c', 200, { resource })], [log('x', { resource })]));
    expect(prepared.spans[0].resource.environment).toBe('of [email]');
    expect(prepared.logs[0].resource).toEqual(prepared.spans[0].resource);
  });
});
