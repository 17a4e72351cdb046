/** The bytes are no block as this version writes them; the message says what is wrong, and where. */
export class DamagedBlockError extends Error {
  override name = 'DamagedBlockError';

  constructor(what: string, where: string, options?: ErrorOptions) {
    super(`Damaged block: ${what} (${where})`, options);
  }
}
