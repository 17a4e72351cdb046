/** What stands in the place of what is not stored: always the same, so that texts that differ in it alone stay alike. */
export const placeholders = {
  email: '[email]',
  /** Passwords, tokens, session ids, credentials, values in query strings. */
  token: '[token]',
  /** Private keys, and keys known by their prefix. */
  key: '[key]',
  cookie: '[cookie]',
  card: '[card]',
  iban: '[iban]',
  ip: '[ip]',
} as const;

/** Source of a pattern for any of them. */
export const anyPlaceholder = String.raw`\[(?:${Object.keys(placeholders).join('|')})\]`;
