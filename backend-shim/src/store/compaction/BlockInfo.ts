/** A block as its row tells, without the body. Times in ms since 1970. */
export interface BlockInfo {
  /** 16 hexadecimal digits. */
  blockId: string;
  firstTime: number;
  lastTime: number;
  writtenAt: number;
  traceCount: number;
  spanCount: number;
}
