import { gunzipSync, gzipSync } from 'node:zlib';
import type { CapturedExport } from './readCapture.ts';
import { shiftJsonTimes } from './shiftJsonTimes.ts';
import { shiftProtobufTimes } from './shiftProtobufTimes.ts';

/**
 * The export as if it had been recorded later: `at` and all times in its body moved, ids and all else unchanged.
 * @param shiftMs - whole milliseconds; negative for earlier
 */
export function shiftTimes(recorded: CapturedExport, shiftMs: number): CapturedExport {
  const gzipped = recorded.contentEncoding === 'gzip';
  const plain = gzipped ? gunzipSync(recorded.body) : recorded.body;
  const moved = recorded.contentType.includes('protobuf')
    ? shiftProtobufTimes(recorded.path, plain, shiftMs)
    : shiftJsonTimes(plain, shiftMs);
  return { ...recorded, at: recorded.at + shiftMs, body: gzipped ? gzipSync(moved) : Buffer.from(moved) };
}
