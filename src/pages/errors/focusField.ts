/** Puts the caret into a field, and opens what it offers. */
export function focusField(id: string): void {
  const field = document.getElementById(id);
  field?.focus();
  field?.click();
}
