import type { TrailLog } from '../../../../contract/problems.ts';
import type { LogRecord } from '../../pipeline/records.ts';
import { severityName } from '../../pipeline/severityName.ts';

const mostLogs = 100;
const maxText = 4_000;

/** The request's log records in the order of time: of many, those that were written closest to the failure. */
export function logsOf(logs: LogRecord[], failureTime: number): TrailLog[] {
  const distance = ({ time }: LogRecord) => Math.abs(time - failureTime);
  return logs
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, mostLogs)
    .sort((a, b) => a.time - b.time)
    .map(({ time, severity, body }) => ({
      time: time / 1000,
      severity: severityName(severity),
      text: body.length <= maxText ? body : `${body.slice(0, maxText).toWellFormed()}…`,
    }));
}
