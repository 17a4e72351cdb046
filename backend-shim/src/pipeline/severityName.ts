const names = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** As OpenTelemetry names a severity number (1 to 24): `WARN`; `UNSPECIFIED` for any other. */
export function severityName(severity: number): string {
  return names[Math.ceil(severity / 4) - 1] ?? 'UNSPECIFIED';
}
