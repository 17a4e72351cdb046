-- Every statement can run twice: data definition is not transactional, so a migration can end half way.

-- One row a trace (or a log record without one) of which anything has come. Whoever writes parts of a trace updates
-- its row first, so that writers of one trace take turns, and the later one sees the earlier one's parts.
CREATE TABLE IF NOT EXISTS maho_insights_trace_heads (
  trace_id BINARY(16)   NOT NULL PRIMARY KEY,
  revision INT UNSIGNED NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The records of a trace as they came, without SQL literals and compressed: one row an export and kind.
CREATE TABLE IF NOT EXISTS maho_insights_trace_parts (
  trace_id    BINARY(16)           NOT NULL,
  part_hash   BINARY(16)           NOT NULL,
  kind        ENUM('spans','logs') NOT NULL,
  version     TINYINT UNSIGNED     NOT NULL,
  received_at DATETIME(3)          NOT NULL,
  body        MEDIUMBLOB           NOT NULL,
  PRIMARY KEY (trace_id, part_hash),
  INDEX idx_received_at (received_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row a trace whose spans have come. Derived from the parts and replaced as a whole.
CREATE TABLE IF NOT EXISTS maho_insights_traces (
  trace_id         BINARY(16)         NOT NULL PRIMARY KEY,
  span_name        VARCHAR(255)       NOT NULL,
  root_kind        VARCHAR(12)        NULL,
  start_time       DATETIME(3)        NOT NULL,
  end_time         DATETIME(3)        NOT NULL,
  duration_us      BIGINT UNSIGNED    NOT NULL,
  status           ENUM('ok','error') NOT NULL,
  service          VARCHAR(128)       NOT NULL,
  store_id         INT                NULL,
  store_code       VARCHAR(64)        NULL,
  website_id       INT                NULL,
  area             VARCHAR(32)        NULL,
  method           VARCHAR(16)        NULL,
  path             VARCHAR(1024)      NULL,
  route            VARCHAR(255)       NULL,
  http_status      SMALLINT UNSIGNED  NULL,
  visitor_id       BIGINT UNSIGNED    NULL,
  customer_id      BIGINT UNSIGNED    NULL,
  cart_id          BIGINT UNSIGNED    NULL,
  span_count       INT UNSIGNED       NOT NULL,
  query_count      INT UNSIGNED       NOT NULL,
  query_time_us    BIGINT UNSIGNED    NOT NULL,
  slow_query_count INT UNSIGNED       NOT NULL,
  resource         JSON               NOT NULL,
  -- The first two hold all that figures are counted from, so that counting reads no rows.
  INDEX idx_start_time (start_time, service, store_id, http_status, span_count, slow_query_count),
  INDEX idx_kind_start_time (root_kind, start_time, service, store_id, http_status, status, duration_us),
  INDEX idx_route (route, start_time)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row a problem.
CREATE TABLE IF NOT EXISTS maho_insights_errors (
  error_hash        BINARY(16)   NOT NULL PRIMARY KEY,
  error_type        VARCHAR(255) NOT NULL,
  title             VARCHAR(500) NOT NULL,
  error_message     TEXT         NOT NULL,
  file_path         VARCHAR(512) NOT NULL,
  line_number       INT UNSIGNED NOT NULL,
  route             VARCHAR(255) NULL,
  handled           BOOLEAN      NOT NULL,
  stack_trace       JSON         NOT NULL,
  first_seen        DATETIME(3)  NOT NULL,
  last_seen         DATETIME(3)  NOT NULL,
  occurrence_count  BIGINT       NOT NULL,
  status            ENUM('open','resolved','ignored') NOT NULL DEFAULT 'open',
  status_changed_by VARCHAR(190) NULL,
  status_changed_at DATETIME(3)  NULL,
  INDEX idx_status (status, last_seen),
  INDEX idx_last_seen (last_seen)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row a failure, however often it was told. Derived from the parts.
CREATE TABLE IF NOT EXISTS maho_insights_error_occurrences (
  occurrence_id  BINARY(16)        NOT NULL PRIMARY KEY,
  error_hash     BINARY(16)        NOT NULL,
  trace_id       BINARY(16)        NOT NULL,
  has_trace      BOOLEAN           NOT NULL,
  occurred_at    DATETIME(3)       NOT NULL,
  handled        BOOLEAN           NOT NULL,
  message        TEXT              NOT NULL,
  request_url    VARCHAR(1024)     NULL,
  request_method VARCHAR(16)       NULL,
  route          VARCHAR(255)      NULL,
  root_kind      VARCHAR(12)       NULL,
  area           VARCHAR(32)       NULL,
  http_status    SMALLINT UNSIGNED NULL,
  duration_us    BIGINT UNSIGNED   NULL,
  service        VARCHAR(128)      NOT NULL,
  store_id       INT               NULL,
  store_code     VARCHAR(64)       NULL,
  visitor_id     BIGINT UNSIGNED   NULL,
  customer_id    BIGINT UNSIGNED   NULL,
  cart_id        BIGINT UNSIGNED   NULL,
  context        JSON              NOT NULL,
  INDEX idx_error (error_hash, occurred_at),
  INDEX idx_occurred_at (occurred_at),
  INDEX idx_trace (trace_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The store's own counters: one row a delta data point.
CREATE TABLE IF NOT EXISTS maho_insights_metrics (
  point_hash     BINARY(16)        NOT NULL PRIMARY KEY,
  metric_name    VARCHAR(128)      NOT NULL,
  unit           VARCHAR(32)       NOT NULL,
  metric_value   DOUBLE            NOT NULL,
  metric_count   DOUBLE            NOT NULL,
  recorded_at    DATETIME(3)       NOT NULL,
  service        VARCHAR(128)      NOT NULL,
  method         VARCHAR(16)       NULL,
  http_status    SMALLINT UNSIGNED NULL,
  currency       VARCHAR(8)        NULL,
  payment_method VARCHAR(64)       NULL,
  trace_id       BINARY(16)        NULL,
  dimensions     JSON              NOT NULL,
  INDEX idx_metric_time (metric_name, recorded_at, service, http_status, currency, unit, metric_count, metric_value)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Business events, from the traces' span events. Derived from the parts.
CREATE TABLE IF NOT EXISTS maho_insights_events (
  event_id       BINARY(16)      NOT NULL PRIMARY KEY,
  event_type     VARCHAR(100)    NOT NULL,
  occurred_at    DATETIME(3)     NOT NULL,
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
  INDEX idx_event_type (event_type, occurred_at),
  INDEX idx_trace (trace_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The stores that were seen, for the store switcher.
CREATE TABLE IF NOT EXISTS maho_insights_stores (
  service    VARCHAR(128) NOT NULL,
  store_id   INT          NOT NULL,
  store_code VARCHAR(64)  NOT NULL,
  website_id INT          NULL,
  last_seen  DATETIME(3)  NOT NULL,
  PRIMARY KEY (service, store_id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What each service has sent, and when last.
CREATE TABLE IF NOT EXISTS maho_insights_signals (
  service       VARCHAR(128) NOT NULL,
  signal_name   VARCHAR(16)  NOT NULL,
  last_received DATETIME(3)  NOT NULL,
  PRIMARY KEY (service, signal_name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
