/** `ProductController.php:45`, without folders; empty where no file is known. */
export function formatPlace(file: string, line: number): string {
  const base = file.slice(file.lastIndexOf('/') + 1);
  return line > 0 ? `${base}:${line}` : base;
}
