const hex = /^[0-9a-f]+$/;

/** Whether an id in lower-case hexadecimal is valid: of the right length and not all zeroes. */
export function isTraceId(id: string): boolean {
  return id.length === 32 && hex.test(id) && !/^0+$/.test(id);
}

export function isSpanId(id: string): boolean {
  return id.length === 16 && hex.test(id) && !/^0+$/.test(id);
}
