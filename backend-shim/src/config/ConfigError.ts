/** The configuration cannot be used; the message is a sentence that names the variable and says what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
