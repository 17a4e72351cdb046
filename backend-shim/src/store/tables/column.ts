/** How a value of a record becomes a value of a column: the only place where anything is cut to fit. */
export interface Column {
  encode(value: unknown): string | number | Buffer | Date | null;
}

/** 16 bytes, from 32 hexadecimal digits. */
export const id: Column = {
  encode: (value) => (value === null ? null : Buffer.from(value as string, 'hex')),
};

/** DATETIME(3) in UTC, from microseconds since 1970. */
export const time: Column = {
  encode: (value) => (value === null ? null : new Date(Math.floor((value as number) / 1000))),
};

export const boolean: Column = { encode: (value) => (value ? 1 : 0) };

export const bytes: Column = { encode: (value) => value as Buffer };

/** MySQL refuses half a character (which JavaScript writes as an escape) in JSON. */
export const json: Column = {
  encode: (value) =>
    JSON.stringify(value).replaceAll(/\\(?:\\|ud[89a-f][0-9a-f]{2})/g, (escape) =>
      escape[1] === 'u' ? '\ufffd' : escape
    ),
};

/** One of a list that the code itself fixes. */
export const word: Column = { encode: (value) => value as string | null };

/** VARCHAR(length) or, at 65,535 bytes, TEXT. MySQL counts characters, JavaScript UTF-16 units: never fewer. */
export function text(length: number): Column {
  return { encode: (value) => (value === null ? null : (value as string).slice(0, length).toWellFormed()) };
}

/** As many characters as a TEXT column holds at four bytes each. */
export const longText = text(16_383);

/** A whole number; one that the column cannot hold is a sender's nonsense, and told as unknown. */
export function integer(min: number, max: number): Column {
  return {
    encode: (value) => {
      const whole = typeof value === 'number' ? Math.round(value) : Number.NaN;
      return whole >= min && whole <= max ? whole : null;
    },
  };
}

export const int = integer(-2_147_483_648, 2_147_483_647);
export const uint16 = integer(0, 65_535);
/** BIGINT UNSIGNED, as far as a double is exact. */
export const uint53 = integer(0, Number.MAX_SAFE_INTEGER);

/** A count or duration that is always known: nonsense becomes the nearest that the column holds. */
export function amount(max: number): Column {
  return { encode: (value) => Math.min(Math.max(Math.round(value as number) || 0, 0), max) };
}

export const count = amount(4_294_967_295);
export const duration = amount(Number.MAX_SAFE_INTEGER);

export const double: Column = { encode: (value) => (Number.isFinite(value) ? (value as number) : 0) };

/** DECIMAL(20,4). */
export const money: Column = {
  encode: (value) => (Number.isFinite(value) && Math.abs(value as number) < 1e15 ? (value as number) : null),
};
