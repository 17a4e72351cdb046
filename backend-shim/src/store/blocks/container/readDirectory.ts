import { ByteReader } from '../ByteReader.ts';
import { TraceFlag, type Directory, type DirectoryEntry } from './Directory.ts';

/** @throws DamagedBlockError */
export function readDirectory(section: Buffer): Directory {
  const from = new ByteReader(section, 'directory');
  const traceCount = from.count(5);
  const counts = {
    templateCount: from.varint(),
    textCount: from.varint(),
    patternCount: from.varint(),
    symbolCount: from.varint(),
    isModelled: from.byte() === 1,
  };
  const traces = Array.from({ length: traceCount }, (): DirectoryEntry => ({
    filedAt: 0,
    flags: from.byte(),
    rowCount: 0,
    logCount: 0,
    detailsLength: 0,
  }));
  let before = 0;
  for (const trace of traces) {
    before += from.signed();
    trace.filedAt = before;
  }
  traces.forEach((trace) => (trace.rowCount = from.varint()));
  traces.forEach((trace) => (trace.logCount = from.varint()));
  traces.forEach((trace) => (trace.detailsLength = from.varint()));
  from.end();
  traces.forEach(({ flags, rowCount }, at) => {
    if (((flags & TraceFlag.spans) !== 0) !== rowCount > 0) {
      from.fail(`trace ${at} has ${rowCount} rows and the flags ${flags}`);
    }
  });
  return { ...counts, traces };
}
