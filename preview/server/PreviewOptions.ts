export interface PreviewOptions {
  /** Where the shim listens, without a path. */
  insightsUrl: string;
  /** The shim's query token. */
  token: string;
  /** 0 for any free port. */
  port: number;
  /** Only this machine can open the page unless it is another address. */
  host: string;
  /** The repository, with the plugin built into dist/. */
  root: string;
}
