/** What an installation has scrubbed beyond the rules that are always there. */
export interface ScrubRules {
  /** Names whose values are secret, such as `vat_id`: letters, digits, `_`, `.` and `-`. */
  names: readonly string[];
  /** Patterns in RE2's syntax, as `config/` has checked them: what they match is replaced. */
  patterns: readonly string[];
}

export const noRules: ScrubRules = { names: [], patterns: [] };
