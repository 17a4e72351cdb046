import type { OccurrenceContext, ProblemDocument } from '../../../contract/documents';
import type { OccurrenceDocument } from '../../../contract/problems';

export const fakeProblemId = 'a'.repeat(32);
export const fakeTraceId = 'b'.repeat(32);

const hour = 3_600_000;

/** When the tests began: what is shown is relative to it, in units that a slow machine does not change. */
export const fakeNow = Date.now();

export const fakeContext: OccurrenceContext = {
  time: fakeNow - 3 * hour,
  traceId: fakeTraceId,
  message: 'Payment 100 failed',
  method: 'POST',
  path: '/checkout/onepage/saveOrder',
  route: 'checkout/onepage/saveOrder',
  httpStatus: 500,
  durationMs: 843,
  area: 'frontend',
  service: 'shop',
  storeCode: 'default',
  storeId: 1,
  host: 'web1',
  visitorId: 42,
  customerId: null,
  customerEmail: null,
  cartId: 127,
  orderNumber: null,
  paymentMethod: null,
  mahoVersion: '26.9.0',
  phpVersion: '8.4.1',
  note: '',
};

export const fakeProblem: ProblemDocument = {
  id: fakeProblemId,
  type: 'Mage_Core_Exception',
  title: 'Payment <id> failed',
  file: '/srv/shop/app/code/local/Acme/Pay.php',
  line: 12,
  route: 'checkout/onepage/saveOrder',
  handled: false,
  status: 'open',
  statusChangedBy: null,
  statusChangedAt: null,
  firstSeen: fakeNow - 5 * 24 * hour,
  lastSeen: fakeNow - 3 * hour,
  occurrences: 23,
  visitors: 9,
  orders: 2,
  stack: [
    {
      type: 'Mage_Core_Exception',
      message: 'Payment 100 failed',
      file: '/srv/shop/app/code/local/Acme/Pay.php',
      line: 12,
      frames: [
        { function: 'Acme_Pay->run', file: '/srv/shop/app/code/local/Acme/Pay.php', line: 12, inApp: true },
        { function: 'A->b', file: '/srv/shop/vendor/a.php', line: 1, inApp: false },
        { function: 'A->c', file: '/srv/shop/vendor/a.php', line: 2, inApp: false },
        { function: 'Mage::run', file: '/srv/shop/index.php', line: 3, inApp: true },
      ],
    },
    { type: 'RuntimeException', message: 'gateway said no', file: '/srv/shop/vendor/g.php', line: 9, frames: [] },
  ],
  latest: fakeContext,
  revision: 4,
  assignee: null,
  regressedAt: null,
  resolvedAfter: null,
  ignoredUntil: null,
  firstVersion: '26.8.0',
  lastVersion: '26.9.0',
  versions: [{ version: '26.9.0', firstSeen: fakeNow - 20 * hour }],
  merged: [],
  similar: [],
  activity: [],
};

const ids = ['1', '2', '3'].map((digit) => digit.repeat(32));

/** The n-th (from 1) of three occurrences; the third is the latest. */
export function fakeOccurrence(position: 1 | 2 | 3, changed: Partial<OccurrenceDocument> = {}): OccurrenceDocument {
  return {
    id: ids[position - 1],
    problemId: fakeProblemId,
    first: ids[0],
    previous: ids[position - 2] ?? null,
    next: ids[position] ?? null,
    last: ids[2],
    position,
    kept: 3,
    positionBounded: false,
    context: { ...fakeContext, message: `Payment ${position}00 failed`, cartId: 100 + position },
    stack: fakeProblem.stack,
    trail: [
      {
        time: fakeContext.time - 120,
        durationMs: 3.5,
        kind: 'query',
        text: 'SELECT * FROM `sales_flat_quote` WHERE `entity_id` = ?',
        spanId: 'c'.repeat(16),
        count: 4,
        failed: false,
      },
      {
        time: fakeContext.time - 50,
        durationMs: 49,
        kind: 'http',
        text: 'POST https://gateway.example/charge',
        spanId: 'd'.repeat(16),
        count: 1,
        failed: true,
      },
    ],
    trailOmitted: 0,
    logs: [{ time: fakeContext.time - 1, severity: 'ERROR', text: 'gateway said no' }],
    ...changed,
  };
}

/** Answers `GET problems/:id/occurrences/:which` for the three; undefined for another call. */
export function answerOccurrence(call: string): OccurrenceDocument | undefined {
  const which = /^GET problems\/[^/]+\/occurrences\/(\w+)$/.exec(call)?.[1];
  const position = which === 'first' ? 1 : which === 'last' ? 3 : ids.indexOf(which ?? '') + 1;
  return position > 0 ? fakeOccurrence(position as 1 | 2 | 3) : undefined;
}
