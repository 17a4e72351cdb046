import type { Resource, Span } from '../records.ts';
import type { SpanExtra, TemplateContent } from './SpanTemplate.ts';

/** Takes secrets away, and parts what a span has in common with others from what is its own. */
export interface PrepareSpan {
  (span: Span): { content: TemplateContent; extra: SpanExtra | null };
  /** By which spans are known that need no preparing. */
  statements?: StatementShape;
  /** Takes secrets away from where spans come from. */
  resource?: (resource: Resource) => Resource;
}

/** How spans are known that differ in the values of a statement alone, which are not kept of them. */
export interface StatementShape {
  /** The attribute that holds the statement. */
  key: string;
  /**
   * Tells the parts of a statement (UTF-8) that decide on what becomes of it.
   *
   * @returns false where that cannot be told
   */
  visit(bytes: Uint8Array, from: number, to: number, visit: (from: number, to: number) => void): boolean;
  /** Whether nothing but its parts decides on what becomes of this statement, and of all others of the same parts. */
  isDecisive(statement: string): boolean;
}
