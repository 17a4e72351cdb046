import type { AttributeValue, LogRecord } from '../pipeline/records.ts';
import { identityOf } from './identityOf.ts';
import type { LogMessage, ResourceGroup } from './messages.ts';
import { isSpanId, isTraceId } from './traceIds.ts';

/**
 * @param identity - of the export
 * @param receivedAt - ms; the time of records that tell none
 */
export function toLogs(groups: Array<ResourceGroup<LogMessage>>, identity: string, receivedAt: number): LogRecord[] {
  let place = 0;
  return groups.flatMap(({ resource, records }) =>
    records.map((message) => ({
      identity: identityOf(identity, place++),
      traceId: isTraceId(message.traceId) ? message.traceId : '',
      spanId: isSpanId(message.spanId) ? message.spanId : '',
      time: message.time || message.observedTime || receivedAt * 1000,
      severity: message.severity,
      body: toText(message.body),
      attributes: message.attributes,
      resource,
    }))
  );
}

/** A structured body becomes JSON. */
function toText(body: AttributeValue): string {
  return body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
}
