export default async function globalTeardown(): Promise<void> {
  await (globalThis as { stopDatabase?: () => Promise<void> }).stopDatabase?.();
}
