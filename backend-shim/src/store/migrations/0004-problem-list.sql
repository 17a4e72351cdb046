-- What changed of problems since a moment is found by it, so that lists can be kept in memory.
ALTER TABLE maho_insights_errors
  ADD COLUMN updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3);
ALTER TABLE maho_insights_errors ADD INDEX idx_updated (updated_at);

-- Visitors of a problem are counted from the index alone.
ALTER TABLE maho_insights_error_occurrences ADD INDEX idx_problem (error_hash, occurred_at, source_id, visitor_id);
ALTER TABLE maho_insights_error_occurrences DROP INDEX idx_error;
