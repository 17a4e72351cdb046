/** One exception of a chain as a stack trace tells it. */
export interface ToldException {
  type: string;
  message: string;
  /** Where it was thrown: a full path or a base name, as told; empty where unknown. */
  file: string;
  line: number;
  frames: ToldFrame[];
}

/** A function and the place in it that was running; the first one is where the exception was thrown. */
export interface ToldFrame {
  /** `Class::method`, `Class->method`, a function's name, or `{main}`. */
  function: string;
  file: string;
  line: number;
}
