/** Which traces keep their spans and log records; figures and lists know of all. */
export interface KeepPolicy {
  /** Of those that are neither failed, slow nor rare, 0 to 100. */
  keepPercent: number;
  /** From when on a request is slow. */
  slowRequestMs: number;
}
