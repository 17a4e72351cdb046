import type { AttributeValue, LogRecord } from '../pipeline/records.ts';
import type { Identities } from './Identities.ts';
import type { LogMessage, ResourceGroup } from './messages.ts';
import { readResource } from './readResource.ts';
import { isSpanId, isTraceId } from './traceIds.ts';

/** @param receivedAt ms; the time of records that tell none */
export function toLogs(
  groups: Array<ResourceGroup<LogMessage>>,
  identities: Identities,
  receivedAt: number
): LogRecord[] {
  return groups.flatMap((group) => {
    const resource = readResource(group.resource);
    return group.records.map((message) => ({
      identity: identities.of('log', group.resource, { ...message }),
      traceId: isTraceId(message.traceId) ? message.traceId : '',
      spanId: isSpanId(message.spanId) ? message.spanId : '',
      time: Number((message.time || message.observedTime) / 1000n) || receivedAt * 1000,
      severity: message.severity,
      body: toText(message.body),
      attributes: message.attributes,
      resource,
    }));
  });
}

/** A structured body becomes JSON. */
function toText(body: AttributeValue): string {
  return body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
}
