import { toInsightsError } from './toInsightsError';

test.each([
  [{ status: 401, message: 'x' }, 'unauthenticated'],
  [{ status: 403, message: 'x' }, 'forbidden'],
  [{ status: 404, message: 'x' }, 'notFound'],
  [{ status: 409, message: 'x' }, 'conflict'],
  [{ status: 400, message: 'x' }, 'invalid'],
  [{ status: 429, message: 'x' }, 'unavailable'],
  [{ status: 503, message: 'x' }, 'unavailable'],
  [{ status: 502, message: 'x' }, 'unreachable'],
  [{ status: 500, message: 'x' }, 'unknown'],
  [{ status: 500, message: 'dial tcp 10.0.0.1:4318: connect: connection refused' }, 'unreachable'],
  [{ status: 503, message: 'The database does not answer: connect ECONNREFUSED 10.0.0.2:3306' }, 'unavailable'],
  [new TypeError('Failed to fetch'), 'unreachable'],
  ['a word', 'unknown'],
  [undefined, 'unknown'],
])('%j is %s', (error, kind) => {
  expect(toInsightsError(error).kind).toBe(kind);
});

test("the service's own words come first", () => {
  const error = {
    status: 409,
    statusText: 'Conflict',
    data: { error: { code: 'conflict', message: 'It is resolved already.' } },
  };
  expect(toInsightsError(error).message).toBe('It is resolved already.');
  expect(toInsightsError({ status: 500, data: { message: "Grafana's words" }, statusText: 'Error' }).message).toBe(
    "Grafana's words"
  );
  expect(toInsightsError({ status: 500 }).message).toBe('no reason was given');
});
