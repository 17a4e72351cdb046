import { hash } from 'node:crypto';
import type { KeepPolicy } from './KeepPolicy.ts';

/** What is known of a whole trace, from its row. */
export interface TraceVerdict {
  /** 32 hexadecimal digits. */
  traceId: string;
  durationUs: number;
  failed: boolean;
  /** Its root has come. */
  whole: boolean;
  /** Traces of the same endpoint in the same ten minutes; Infinity where endpoints are not told apart. */
  alike: number;
}

const rare = 20;

/** Whether a trace keeps its spans. The same in every shim, whenever it is asked. */
export function keepsSpans(trace: TraceVerdict, { keepPercent, slowRequestMs }: KeepPolicy): boolean {
  return (
    !trace.whole ||
    trace.failed ||
    trace.durationUs >= slowRequestMs * 1000 ||
    trace.alike < rare ||
    shareOf(trace.traceId) * 100 < keepPercent
  );
}

/** From 0 to 1, of the id's hash: a store that samples by the id itself would send only low ones. */
function shareOf(traceId: string): number {
  return Number.parseInt(hash('sha256', traceId, 'hex').slice(0, 8), 16) / 2 ** 32;
}
