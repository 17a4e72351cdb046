/**
 * 32 hexadecimal digits for the record at a place (from 0) of the export with this identity (as many digits). The first
 * half alone tells records apart, too: storage keeps no more of it.
 */
export function identityOf(exportIdentity: string, place: number): string {
  return exportIdentity.slice(0, 10) + place.toString(16).padStart(6, '0') + exportIdentity.slice(10, 26);
}
