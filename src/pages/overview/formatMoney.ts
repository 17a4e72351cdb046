/** An amount as the user's language writes the currency; an unknown currency's code stands behind the number. */
export function formatMoney(amount: number, currency: string | null): string {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency: currency ?? '' }).format(amount);
  } catch {
    return [amount.toLocaleString(undefined, { minimumFractionDigits: 2 }), currency].filter(Boolean).join(' ');
  }
}
