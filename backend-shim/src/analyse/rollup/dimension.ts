/** How long values of dimensions may be: as long as the columns of the rows that tell the same. */
const longest = {
  service: 128,
  area: 32,
  method: 16,
  version: 64,
  route: 255,
  currency: 8,
  paymentMethod: 64,
  name: 128,
  unit: 32,
  pattern: 200,
};

/** A text as a dimension; empty where it is not known. No text holds the character that stands between them in keys. */
export function dimension(value: string | null | undefined, what: keyof typeof longest): string {
  return value ? value.slice(0, longest[what]).replaceAll('\0', '').toWellFormed() : '';
}

/** A whole number as a dimension; empty where it is not known, or cannot be. */
function whole(value: number | null, min: number, max: number): string {
  const rounded = value === null ? NaN : Math.round(value);
  return rounded >= min && rounded <= max ? String(rounded) : '';
}

export function statusDimension(status: number | null): string {
  return whole(status, 0, 65_535);
}

export function storeDimension(storeId: number | null): string {
  return whole(storeId, -2_147_483_648, 2_147_483_647);
}
