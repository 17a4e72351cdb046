export interface ErrorDetailOptions {
  /** The problem to show; empty to take it from the panel's data. */
  problemId?: string;
}
