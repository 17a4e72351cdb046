import { sampleLog } from '../../store/testing/sampleRecords.ts';
import { logsOf } from './logsOf.ts';

const noon = Date.UTC(2026, 10, 23, 12) * 1000;

it('tells records in order, with the severity by name', () => {
  const logs = [
    sampleLog({ time: noon + 2_500, severity: 17, body: 'It broke' }),
    sampleLog({ time: noon + 1_000, severity: 9, body: 'It began' }),
    sampleLog({ time: noon + 3_000, severity: 0, body: 'Who knows' }),
    sampleLog({ time: noon + 4_000, severity: 24, body: 'The end' }),
    sampleLog({ time: noon + 5_000, severity: 99, body: 'No such severity' }),
  ];
  expect(logsOf(logs, noon).map(({ time, severity, text }) => [time - noon / 1000, severity, text])).toEqual([
    [1, 'INFO', 'It began'],
    [2.5, 'ERROR', 'It broke'],
    [3, 'UNSPECIFIED', 'Who knows'],
    [4, 'FATAL', 'The end'],
    [5, 'UNSPECIFIED', 'No such severity'],
  ]);
});

it('tells of many those around the failure', () => {
  const logs = Array.from({ length: 1_000 }, (_, at) => sampleLog({ time: noon + at, body: String(at) }));
  const told = logsOf(logs, noon + 500);
  expect(told).toHaveLength(100);
  expect(told[0].text).toBe('450');
  expect(told.map(({ text }) => text)).toContain('500');
});

it('bounds a text, and cuts no character in two', () => {
  const [{ text }] = logsOf([sampleLog({ body: `x${'😀'.repeat(30_000)}` })], noon);
  expect(text.length).toBeLessThan(4_100);
  expect(text.isWellFormed()).toBe(true);
});
