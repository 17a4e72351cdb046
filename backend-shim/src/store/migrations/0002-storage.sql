-- The compact storage: see docs/storage-format.md. What the tables before held in another form is dropped.
-- Partitions by day (metrics_history: by month) are split off p_max by the shim as days come, and dropped by retention.

DROP TABLE IF EXISTS maho_insights_trace_heads, maho_insights_trace_parts, maho_insights_traces,
  maho_insights_error_occurrences, maho_insights_metrics, maho_insights_events;

DELETE FROM maho_insights_errors WHERE status_changed_at IS NULL;

-- What has come of a trace in these days (a generation is a day of receipt), so that its parts find each other and
-- writers of one trace take turns.
CREATE TABLE IF NOT EXISTS maho_insights_trace_heads (
  trace_id   BINARY(16)        NOT NULL,
  generation SMALLINT UNSIGNED NOT NULL,
  revision   INT UNSIGNED      NOT NULL,
  -- Bits: 1 spans, 2 log records, 4 log records that tell of a failure.
  parts      TINYINT UNSIGNED  NOT NULL,
  -- The times under which its parts are filed.
  first_time DATETIME(3)       NOT NULL,
  last_time  DATETIME(3)       NOT NULL,
  PRIMARY KEY (trace_id, generation)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE (generation) (PARTITION p_max VALUES LESS THAN MAXVALUE);

-- Spans and log records of many traces each, compressed. Blocks of level 0 are as they came, of level 1 compacted.
CREATE TABLE IF NOT EXISTS maho_insights_trace_blocks (
  first_time   DATETIME(3)      NOT NULL,
  block_id     BINARY(8)        NOT NULL,
  last_time    DATETIME(3)      NOT NULL,
  level        TINYINT UNSIGNED NOT NULL,
  version      TINYINT UNSIGNED NOT NULL,
  trace_count  INT UNSIGNED     NOT NULL,
  span_count   INT UNSIGNED     NOT NULL,
  written_at   DATETIME(3)      NOT NULL,
  body         LONGBLOB         NOT NULL,
  PRIMARY KEY (first_time, block_id),
  -- What is to be compacted is found without reading bodies.
  INDEX idx_level (level, first_time, last_time, written_at, trace_count, span_count)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (first_time) (PARTITION p_max VALUES LESS THAN (MAXVALUE));

-- What blocks refer to by the hash of the content: span templates, log patterns, long texts. JSON, compressed.
CREATE TABLE IF NOT EXISTS maho_insights_dictionary (
  entry_id  BINARY(8)                    NOT NULL PRIMARY KEY,
  kind      ENUM('span','log','text')    NOT NULL,
  last_used DATE                         NOT NULL,
  body      MEDIUMBLOB                   NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Where requests ran. Few rows: `source_id` 0 stands for more than are kept apart.
CREATE TABLE IF NOT EXISTS maho_insights_sources (
  source_id   MEDIUMINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  source_hash BINARY(8)          NOT NULL UNIQUE,
  service     VARCHAR(128)       NOT NULL,
  environment VARCHAR(64)        NULL,
  version     VARCHAR(64)        NULL,
  php_version VARCHAR(64)        NULL,
  host        VARCHAR(255)       NULL,
  store_id    INT                NULL,
  store_code  VARCHAR(64)        NULL,
  website_id  INT                NULL,
  area        VARCHAR(32)        NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What was asked for, without its address.
CREATE TABLE IF NOT EXISTS maho_insights_endpoints (
  endpoint_id   MEDIUMINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  endpoint_hash BINARY(8)          NOT NULL UNIQUE,
  span_name     VARCHAR(255)       NOT NULL,
  root_kind     VARCHAR(12)        NULL,
  method        VARCHAR(16)        NULL,
  route         VARCHAR(255)       NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS maho_insights_paths (
  path_id   INT UNSIGNED  NOT NULL AUTO_INCREMENT PRIMARY KEY,
  path_hash BINARY(8)     NOT NULL UNIQUE,
  path      VARCHAR(1024) NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One narrow row a trace whose spans have come.
CREATE TABLE IF NOT EXISTS maho_insights_traces (
  -- Under which it is filed: its start, or where the clock that told it cannot be right, when it came.
  start_time       DATETIME(3)        NOT NULL,
  trace_id         BINARY(16)         NOT NULL,
  duration_us      BIGINT UNSIGNED    NOT NULL,
  source_id        MEDIUMINT UNSIGNED NOT NULL,
  endpoint_id      MEDIUMINT UNSIGNED NOT NULL,
  path_id          INT UNSIGNED       NULL,
  http_status      SMALLINT UNSIGNED  NULL,
  -- Bits: 1 failed, 2 its spans were dropped by the storage policy.
  flags            TINYINT UNSIGNED   NOT NULL,
  span_count       MEDIUMINT UNSIGNED NOT NULL,
  query_count      MEDIUMINT UNSIGNED NOT NULL,
  query_time_us    INT UNSIGNED       NOT NULL,
  slow_query_count SMALLINT UNSIGNED  NOT NULL,
  visitor_id       BIGINT UNSIGNED    NULL,
  customer_id      INT UNSIGNED       NULL,
  cart_id          INT UNSIGNED       NULL,
  PRIMARY KEY (start_time, trace_id),
  INDEX idx_trace (trace_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (start_time) (PARTITION p_max VALUES LESS THAN (MAXVALUE));

-- One row a failure, however often it was told.
CREATE TABLE IF NOT EXISTS maho_insights_error_occurrences (
  occurred_at    DATETIME(3)        NOT NULL,
  occurrence_id  BINARY(16)         NOT NULL,
  error_hash     BINARY(16)         NOT NULL,
  trace_id       BINARY(16)         NOT NULL,
  has_trace      BOOLEAN            NOT NULL,
  handled        BOOLEAN            NOT NULL,
  source_id      MEDIUMINT UNSIGNED NOT NULL,
  endpoint_id    MEDIUMINT UNSIGNED NOT NULL,
  path_id        INT UNSIGNED       NULL,
  http_status    SMALLINT UNSIGNED  NULL,
  duration_us    BIGINT UNSIGNED    NULL,
  visitor_id     BIGINT UNSIGNED    NULL,
  customer_id    INT UNSIGNED       NULL,
  cart_id        INT UNSIGNED       NULL,
  message        TEXT               NOT NULL,
  -- Its stack, a text in the dictionary: the same stack is kept once.
  stack_id       BINARY(8)          NOT NULL,
  PRIMARY KEY (occurred_at, occurrence_id),
  INDEX idx_error (error_hash, occurred_at),
  INDEX idx_trace (trace_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (occurred_at) (PARTITION p_max VALUES LESS THAN (MAXVALUE));

-- Business events, from the traces' span events.
CREATE TABLE IF NOT EXISTS maho_insights_events (
  occurred_at    DATETIME(3)     NOT NULL,
  event_id       BINARY(16)      NOT NULL,
  event_type     VARCHAR(100)    NOT NULL,
  trace_id       BINARY(16)      NOT NULL,
  service        VARCHAR(128)    NOT NULL,
  store_id       INT             NULL,
  visitor_id     BIGINT UNSIGNED NULL,
  customer_id    BIGINT UNSIGNED NULL,
  cart_id        BIGINT UNSIGNED NULL,
  order_number   VARCHAR(64)     NULL,
  order_total    DECIMAL(20,4)   NULL,
  currency       VARCHAR(8)      NULL,
  payment_method VARCHAR(64)     NULL,
  items_count    INT UNSIGNED    NULL,
  event_data     JSON            NOT NULL,
  PRIMARY KEY (occurred_at, event_id),
  INDEX idx_event_type (event_type, occurred_at),
  INDEX idx_trace (trace_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (occurred_at) (PARTITION p_max VALUES LESS THAN (MAXVALUE));

-- Roll-ups by minute: compressed series. `part_id` 0 is the merged block of a minute (that of an hour's first minute holds
-- the whole hour's minutes, once it is over for a while), any other one a flush's addition that is not merged yet.
CREATE TABLE IF NOT EXISTS maho_insights_metrics (
  bucket_start DATETIME         NOT NULL,
  kind         ENUM('requests','queries','components','problems','events','counters') NOT NULL,
  part_id      BINARY(8)        NOT NULL,
  version      TINYINT UNSIGNED NOT NULL,
  series_count INT UNSIGNED     NOT NULL,
  body         LONGBLOB         NOT NULL,
  PRIMARY KEY (bucket_start, kind, part_id),
  INDEX idx_part (part_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (bucket_start) (PARTITION p_max VALUES LESS THAN (MAXVALUE));

-- The same by hour and day (UTC), of the minutes that were merged.
CREATE TABLE IF NOT EXISTS maho_insights_metrics_history (
  resolution   ENUM('hour','day') NOT NULL,
  bucket_start DATETIME           NOT NULL,
  kind         ENUM('requests','queries','components','problems','events','counters') NOT NULL,
  part_id      BINARY(8)          NOT NULL,
  version      TINYINT UNSIGNED   NOT NULL,
  series_count INT UNSIGNED       NOT NULL,
  body         LONGBLOB           NOT NULL,
  PRIMARY KEY (resolution, bucket_start, kind, part_id),
  INDEX idx_part (part_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE COLUMNS (bucket_start) (PARTITION p_max VALUES LESS THAN (MAXVALUE));

-- Exports of metrics that were counted in these days: a retry is known by its identity.
CREATE TABLE IF NOT EXISTS maho_insights_exports (
  export_id  BINARY(16)        NOT NULL,
  generation SMALLINT UNSIGNED NOT NULL,
  PRIMARY KEY (export_id, generation)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
PARTITION BY RANGE (generation) (PARTITION p_max VALUES LESS THAN MAXVALUE);

-- How far each shim's spool is stored; written with what was stored.
CREATE TABLE IF NOT EXISTS maho_insights_spools (
  spool_id   BINARY(16)      NOT NULL PRIMARY KEY,
  segment    BIGINT UNSIGNED NOT NULL,
  position   BIGINT UNSIGNED NOT NULL,
  updated_at DATETIME(3)     NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which shim does a job, and until when.
CREATE TABLE IF NOT EXISTS maho_insights_leases (
  job        VARCHAR(64)  NOT NULL PRIMARY KEY,
  holder     VARCHAR(64)  NOT NULL,
  held_until DATETIME(3)  NOT NULL,
  -- What the job last said of itself: JSON, for the status document.
  report     JSON         NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
