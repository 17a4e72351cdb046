import { readCapture } from './readCapture.ts';

/** When the exports of some captures were recorded, ms since 1970. */
export interface CaptureRange {
  from: number;
  to: number;
  exports: number;
}

/** @throws Error when the captures hold no export */
export async function captureRange(files: string[]): Promise<CaptureRange> {
  const range: CaptureRange = { from: Infinity, to: -Infinity, exports: 0 };
  for (const file of files) {
    for await (const { at } of readCapture(file)) {
      range.from = Math.min(range.from, at);
      range.to = Math.max(range.to, at);
      range.exports += 1;
    }
  }
  if (range.exports === 0) {
    throw new Error(`no export in ${files.join(', ')}`);
  }
  return range;
}
