import { createLogger } from '../pipeline/logger.ts';
import { createRefusalLog } from './createRefusalLog.ts';

it('tells of each status once in ten seconds, and how many there were', () => {
  const lines: Array<Record<string, unknown>> = [];
  const logger = createLogger('warn', { write: (line) => void lines.push(JSON.parse(line)) });
  let now = 0;
  const tell = createRefusalLog(logger, () => now);
  for (; now < 25_000; now += 1_000) {
    tell(503, 'The spool is full.');
  }
  tell(400, 'not OTLP');
  expect(lines.map(({ status, reason, more }) => [status, reason, more])).toEqual([
    [503, 'The spool is full.', 0],
    [503, 'The spool is full.', 9],
    [503, 'The spool is full.', 9],
    [400, 'not OTLP', 0],
  ]);
});
