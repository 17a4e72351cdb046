export type InsightsErrorKind =
  'unreachable' | 'unauthenticated' | 'unavailable' | 'forbidden' | 'notFound' | 'conflict' | 'invalid' | 'unknown';

/** A failed read or change, with what happened (`message`) as the side that refused it told. */
export class InsightsError extends Error {
  readonly kind: InsightsErrorKind;

  constructor(kind: InsightsErrorKind, message: string) {
    super(message);
    this.name = 'InsightsError';
    this.kind = kind;
  }
}
