import { ByteWriter } from '../ByteWriter.ts';
import type { Directory } from './Directory.ts';

/** Column by column. */
export function writeDirectory(directory: Directory): Buffer {
  const { traces } = directory;
  const out = new ByteWriter();
  out.varint(traces.length);
  out.varint(directory.templateCount);
  out.varint(directory.textCount);
  out.varint(directory.patternCount);
  out.varint(directory.symbolCount);
  out.byte(directory.isModelled ? 1 : 0);
  traces.forEach(({ flags }) => out.byte(flags));
  let before = 0;
  for (const { filedAt } of traces) {
    out.signed(filedAt - before);
    before = filedAt;
  }
  traces.forEach(({ rowCount }) => out.varint(rowCount));
  traces.forEach(({ logCount }) => out.varint(logCount));
  traces.forEach(({ detailsLength }) => out.varint(detailsLength));
  return Buffer.from(out.written());
}
