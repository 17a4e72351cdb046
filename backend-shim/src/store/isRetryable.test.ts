import { isLockConflict, isRetryable } from './isRetryable.ts';

const failure = (fields: object) => Object.assign(new Error('failed'), fields);

it.each([
  ['a refused connection', failure({ code: 'ECONNREFUSED', errno: -111 })],
  ['a lost connection', failure({ code: 'PROTOCOL_CONNECTION_LOST', fatal: true })],
  ['a connection that is closed already', new Error("Can't add new command when connection is in closed state")],
  ['a host that is not found', failure({ code: 'ENOTFOUND' })],
  ['a deadlock', failure({ code: 'ER_LOCK_DEADLOCK', errno: 1213 })],
  ['a lock wait that took too long', failure({ errno: 1205 })],
  ['a server that shuts down', failure({ errno: 1053 })],
  ['a replica after a failover', failure({ code: 'ER_OPTION_PREVENTS_STATEMENT', errno: 1290 })],
  ['a full disk', failure({ errno: 1114 })],
  ['too many connections', failure({ errno: 1040 })],
  ['a password that was changed', failure({ errno: 1045, fatal: true })],
  ['a table that is being restored', failure({ errno: 1146 })],
])('%s may pass', (_, error) => {
  expect(isRetryable(error)).toBe(true);
});

it.each([
  ['a value that is too long', failure({ code: 'ER_DATA_TOO_LONG', errno: 1406 })],
  ['a wrong value', failure({ errno: 1366 })],
  ['a mistake in SQL', failure({ code: 'ER_PARSE_ERROR', errno: 1064 })],
  ['a row too large for the server', failure({ errno: 1153 })],
  ['a fault of the program', new TypeError('x is undefined')],
  ['nothing', undefined],
])('%s does not pass', (_, error) => {
  expect(isRetryable(error)).toBe(false);
});

it('tells conflicts of two writers from all else', () => {
  expect(isLockConflict(failure({ errno: 1213 }))).toBe(true);
  expect(isLockConflict(failure({ errno: 1040 }))).toBe(false);
  expect(isLockConflict(null)).toBe(false);
});
