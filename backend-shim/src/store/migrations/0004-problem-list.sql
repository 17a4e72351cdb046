-- What changed of problems since a moment is found by it, so that lists can be kept in memory.
ALTER TABLE maho_insights_errors
  ADD COLUMN updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3);
ALTER TABLE maho_insights_errors ADD INDEX idx_updated (updated_at);

-- Visitors and orders of a problem, as searches narrow them, are counted from the index alone.
ALTER TABLE maho_insights_error_occurrences
  ADD INDEX idx_problem (error_hash, occurred_at, occurrence_id, source_id, endpoint_id, http_status, handled, visitor_id,
    order_number);
ALTER TABLE maho_insights_error_occurrences DROP INDEX idx_error;

-- What a visitor met, and what stood in an order's way.
ALTER TABLE maho_insights_error_occurrences ADD INDEX idx_visitor (visitor_id, occurred_at);
ALTER TABLE maho_insights_error_occurrences ADD INDEX idx_order (order_number, occurred_at);

-- Regressions of a time.
ALTER TABLE maho_insights_activity ADD INDEX idx_kind (kind, at);
