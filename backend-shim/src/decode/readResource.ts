import type { Attributes, Resource } from '../pipeline/records.ts';

/** The resource attributes that Insights reads, by OpenTelemetry's names for them. */
export function readResource(attributes: Attributes): Resource {
  return {
    service: text(attributes, 'service.name') ?? 'unknown_service',
    environment: text(attributes, 'deployment.environment.name') ?? text(attributes, 'deployment.environment'),
    mahoVersion: text(attributes, 'service.version'),
    phpVersion: text(attributes, 'process.runtime.version'),
    host: text(attributes, 'host.name'),
  };
}

function text(attributes: Attributes, key: string): string | null {
  const value = Object.hasOwn(attributes, key) ? attributes[key] : null;
  return value === null || value === '' || typeof value === 'object' ? null : String(value);
}
