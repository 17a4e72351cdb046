-- Life cycle of problems, what people did with them, versions that were seen.
-- Every statement can run twice: data definition is not transactional, so a migration can end half way.

ALTER TABLE maho_insights_errors
  -- Which version of the grouping made its id.
  ADD COLUMN grouping_version TINYINT UNSIGNED NOT NULL DEFAULT 0,
  -- Counts changes by people and changes of status, so that nobody overwrites what they did not see.
  ADD COLUMN revision         INT UNSIGNED NOT NULL DEFAULT 0,
  ADD COLUMN assignee         VARCHAR(190) NULL,
  -- When it was seen again after it was resolved; null when it was not, or was resolved again.
  ADD COLUMN regressed_at     DATETIME(3) NULL,
  -- Resolved in the version after this one: seen again in this or an older one is no regression.
  ADD COLUMN resolved_after   VARCHAR(64) NULL,
  -- Ignored until one of these comes true; all null: until somebody says otherwise.
  ADD COLUMN ignored_until    DATETIME(3) NULL,
  -- A value of occurrence_count.
  ADD COLUMN ignored_count    BIGINT NULL,
  -- Occurrences within an hour.
  ADD COLUMN ignored_rate     INT UNSIGNED NULL,
  -- The problem that this one was merged into by hand: told as a part of it.
  ADD COLUMN merged_into      BINARY(16) NULL,
  ADD COLUMN first_version    VARCHAR(64) NULL,
  ADD COLUMN last_version     VARCHAR(64) NULL,
  -- What changed since a moment is found by it, so that lists can be kept in memory.
  ADD COLUMN updated_at       TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3);

ALTER TABLE maho_insights_errors ADD INDEX idx_merged (merged_into);
ALTER TABLE maho_insights_errors ADD INDEX idx_first_seen (first_seen);
ALTER TABLE maho_insights_errors ADD INDEX idx_regressed (regressed_at);
ALTER TABLE maho_insights_errors ADD INDEX idx_updated (updated_at);

-- Problems of the grouping before are none any more: their occurrences belong to others now. Never released.
DELETE FROM maho_insights_errors WHERE grouping_version = 0;
DELETE FROM maho_insights_error_occurrences;

ALTER TABLE maho_insights_error_occurrences
  ADD COLUMN order_number   VARCHAR(64) NULL,
  ADD COLUMN payment_method VARCHAR(64) NULL;

-- Visitors and orders of a problem, as searches narrow them, are counted from the index alone.
ALTER TABLE maho_insights_error_occurrences
  ADD INDEX idx_problem (error_hash, occurred_at, occurrence_id, source_id, endpoint_id, http_status, handled, visitor_id,
    order_number);
ALTER TABLE maho_insights_error_occurrences DROP INDEX idx_error;

-- What a customer or a visitor met, and what stood in an order's way.
ALTER TABLE maho_insights_error_occurrences ADD INDEX idx_customer (customer_id, occurred_at);
ALTER TABLE maho_insights_error_occurrences ADD INDEX idx_visitor (visitor_id, occurred_at);
ALTER TABLE maho_insights_error_occurrences ADD INDEX idx_order (order_number, occurred_at);

-- What was done with a problem, when and by whom: never changed, never deleted but with the problem.
CREATE TABLE IF NOT EXISTS maho_insights_activity (
  error_hash  BINARY(16)   NOT NULL,
  at          DATETIME(3)  NOT NULL,
  activity_id BINARY(8)    NOT NULL,
  -- See contract/problems.ts.
  kind        VARCHAR(20)  NOT NULL,
  -- A Grafana login; null where nobody did it (a regression).
  actor       VARCHAR(190) NULL,
  data        JSON         NOT NULL,
  PRIMARY KEY (error_hash, at, activity_id),
  -- Regressions of a time.
  INDEX idx_kind (kind, at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Versions of Maho that were seen.
CREATE TABLE IF NOT EXISTS maho_insights_versions (
  service    VARCHAR(128) NOT NULL,
  version    VARCHAR(64)  NOT NULL,
  first_seen DATETIME(3)  NOT NULL,
  last_seen  DATETIME(3)  NOT NULL,
  PRIMARY KEY (service, version)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

ALTER TABLE maho_insights_metrics
  MODIFY COLUMN kind ENUM('requests','queries','components','problems','events','counters','logs') NOT NULL;
ALTER TABLE maho_insights_metrics_history
  MODIFY COLUMN kind ENUM('requests','queries','components','problems','events','counters','logs') NOT NULL;

-- Figures of problems tell their version now.
DELETE FROM maho_insights_metrics WHERE kind = 'problems';
DELETE FROM maho_insights_metrics_history WHERE kind = 'problems';
