/** A warning, notice or the like that PHP raised. */
export interface PhpError {
  /** As Maho's error handler names it: `Warning`, `User Deprecated Functionality`, ... */
  level: string;
  /** Empty where only a span told it. */
  message: string;
  file: string;
  line: number;
}

/** `error.type` of the span event `php.error`, with the name that the same handler writes to the log. */
const levels: Record<string, string> = {
  error: 'Error',
  warning: 'Warning',
  parse_error: 'Parse Error',
  notice: 'Notice',
  core_error: 'Core Error',
  core_warning: 'Core Warning',
  compile_error: 'Compile Error',
  compile_warning: 'Compile Warning',
  user_error: 'User Error',
  user_warning: 'User Warning',
  user_notice: 'User Notice',
  recoverable_error: 'Recoverable Error',
  deprecated: 'Deprecated functionality',
  user_deprecated: 'User Deprecated Functionality',
  strict: 'Strict Notice',
  // PHP's constants, for which the handler has a name in the log alone.
  unknown_2048: 'Strict Notice',
  unknown_16384: 'User Deprecated Functionality',
};

const names = [...new Set(Object.values(levels))].join('|');
const lead = new RegExp(String.raw`^\s*(${names}|Unknown error \(\d+\)): `);
const tail = / on line (\d{1,9})\s*$/;
/** Room for the tail, so that a long text is not searched for it. */
const tailLength = 32;

/** The name of the level that a span event tells by `error.type`. */
export function phpErrorLevel(type: string): string {
  const unknown = /^unknown_(\d+)$/.exec(type);
  return levels[type] ?? (unknown ? `Unknown error (${unknown[1]})` : type);
}

/** Reads `Warning: message  in /path/file.php on line 17`; null when the text is nothing of the kind. */
export function parsePhpError(text: string): PhpError | null {
  const level = lead.exec(text);
  const line = level ? tail.exec(text.slice(-tailLength)) : null;
  if (!level || !line) {
    return null;
  }
  const end = text.length - line[0].length;
  // The message itself may say "in": the place is what comes after the last one.
  const place = text.lastIndexOf(' in ', end);
  if (place < level[0].length - 1) {
    return null;
  }
  return {
    level: level[1],
    message: text.slice(level[0].length, place).trim(),
    file: text.slice(place + ' in '.length, end),
    line: Number(line[1]),
  };
}

/** Writes what {@link parsePhpError} reads, as Maho's error handler does. */
export function formatPhpError({ level, message, file, line }: PhpError): string {
  return `${level}: ${message}  in ${file} on line ${line}`;
}
