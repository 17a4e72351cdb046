/** Grafana's data frame JSON, as `@grafana/data` reads it and grafana-plugin-sdk-go unmarshals it. */
export interface Frame {
  schema: {
    refId?: string;
    name?: string;
    meta?: FrameMeta;
    fields: FrameField[];
  };
  data: {
    /** One array a field, all of one length; times are integers in ms. */
    values: unknown[][];
    nanos?: Array<number[] | null>;
  };
}

export interface FrameMeta {
  type?: 'numeric-long' | 'timeseries-multi' | 'table';
  typeVersion?: [number, number];
  preferredVisualisationType?: 'trace' | 'table' | 'graph';
  custom?: unknown;
  notices?: Array<{ severity: 'info' | 'warning' | 'error'; text: string }>;
}

export interface FrameField {
  name: string;
  type: 'time' | 'number' | 'string' | 'boolean' | 'other';
  typeInfo: { frame: FrameFieldType; nullable?: boolean };
  labels?: Record<string, string>;
  config?: {
    displayName?: string;
    displayNameFromDS?: string;
    unit?: string;
    links?: Array<{ title: string; url: string; internal?: unknown }>;
  };
}

export type FrameFieldType = 'time.Time' | 'float64' | 'int64' | 'string' | 'bool' | 'json.RawMessage';

/** `POST /api/v1/query` answers this. */
export interface QueryResponse {
  frames: Frame[];
}

/** Every error of the query API: the HTTP status says of what kind, `message` what happened and what to do. */
export interface ErrorResponse {
  error: { code: 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'unavailable' | 'internal'; message: string };
}
