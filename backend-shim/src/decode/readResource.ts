import type { Attributes, Resource } from '../pipeline/records.ts';

const maxKnown = 4_096;
const longest = 1_024;
const known = new Map<string, Resource>();

/** The resource attributes that Insights reads, by OpenTelemetry's names for them: mostly one object for equal resources. */
export function readResource(attributes: Attributes): Resource {
  const resource = {
    service: text(attributes, 'service.name') ?? 'unknown_service',
    environment: text(attributes, 'deployment.environment.name') ?? text(attributes, 'deployment.environment'),
    mahoVersion: text(attributes, 'service.version'),
    phpVersion: text(attributes, 'process.runtime.version'),
    host: text(attributes, 'host.name'),
  };
  return sharedOf(resource);
}

function text(attributes: Attributes, key: string): string | null {
  const value = Object.hasOwn(attributes, key) ? attributes[key] : null;
  return value === null || value === '' || typeof value === 'object' ? null : String(value);
}

function sharedOf(resource: Resource): Resource {
  const key = JSON.stringify(resource);
  const shared = known.get(key);
  if (shared) {
    return shared;
  }
  if (key.length <= longest) {
    if (known.size >= maxKnown) {
      known.clear();
    }
    known.set(key, resource);
  }
  return resource;
}
