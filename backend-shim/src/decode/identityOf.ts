/** 32 hexadecimal digits for the record at a place (from 0) of the export with this identity (as many digits). */
export function identityOf(exportIdentity: string, place: number): string {
  return exportIdentity.slice(0, 24) + place.toString(16).padStart(8, '0');
}
