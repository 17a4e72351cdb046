/** Focuses the first link of a row of {@link DataTable}, which Enter then follows. */
export function focusRow(key: string): void {
  document.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(key)}"] a`)?.focus();
}
