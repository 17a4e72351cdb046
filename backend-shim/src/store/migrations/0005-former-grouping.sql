-- What was told of the problems of another grouping, which are gone. Figures of problems tell their version now.

DELETE FROM maho_insights_metrics WHERE kind = 'problems';
DELETE FROM maho_insights_metrics_history WHERE kind = 'problems';
DELETE FROM maho_insights_error_occurrences
  WHERE NOT EXISTS (SELECT 1 FROM maho_insights_errors known WHERE known.error_hash = maho_insights_error_occurrences.error_hash);
