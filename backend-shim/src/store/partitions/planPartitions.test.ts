import { expiredPartitions } from './dropPartitions.ts';
import { missingPeriods } from './ensurePartitions.ts';
import { partitionedTables } from './partitionedTables.ts';
import { partitionName, partitionStart } from './periods.ts';
import type { Partition } from './readPartitions.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);
const retention = { traces: 30 * day, occurrences: 2 * day, metrics: 395 * day };
const table = (name: string) => partitionedTables.find((each) => each.name === `maho_insights_${name}`)!;
const partitions = (...names: string[]): Partition[] => names.map((name) => ({ name, start: partitionStart(name) }));

describe('missing periods', () => {
  it('of a new table reach from the oldest that is kept to three days ahead', () => {
    const names = missingPeriods(table('events'), partitions('p_max'), now, retention).map((start) =>
      partitionName('day', start)
    );
    expect(names).toEqual(['p20261121', 'p20261122', 'p20261123', 'p20261124', 'p20261125', 'p20261126']);
    expect(missingPeriods(table('traces'), partitions('p_max'), now, retention)).toHaveLength(34);
    expect(missingPeriods(table('metrics_history'), partitions('p_max'), now, retention)).toHaveLength(14);
  });

  it('of a table that has some begin after its last one, and leave no gap', () => {
    expect(missingPeriods(table('events'), partitions('p20261120', 'p_max'), now, retention)).toEqual(
      [21, 22, 23, 24, 25, 26].map((date) => Date.UTC(2026, 10, date))
    );
    expect(missingPeriods(table('events'), partitions('p20261126', 'p_max'), now, retention)).toEqual([]);
    expect(missingPeriods(table('events'), partitions('p20261126', 'p_max'), now - 9 * day, retention)).toEqual([]);
  });

  it('are bounded for the longest retention', () => {
    const long = { ...retention, occurrences: 3_660 * day };
    const missing = missingPeriods(table('events'), partitions('p_max'), now, long);
    expect(missing).toHaveLength(400);
    expect(missing.at(-1)).toBe(Date.UTC(2026, 10, 26));
  });
});

describe('expired partitions', () => {
  it('are those of which the last moment is too old', () => {
    const present = partitions('p20261119', 'p20261120', 'p20261121', 'p_max');
    const expired = (at: number) => expiredPartitions(table('events'), present, at, retention).map(({ name }) => name);
    expect(expired(Date.UTC(2026, 10, 21, 23, 59))).toEqual([]);
    expect(expired(Date.UTC(2026, 10, 22))).toEqual(['p20261119']);
    expect(expired(now)).toEqual(['p20261119', 'p20261120']);
    expect(expired(now + 100 * day)).toEqual(['p20261119', 'p20261120', 'p20261121']);
  });

  it("leave today's and yesterday's generation", () => {
    const present = partitions('p20261121', 'p20261122', 'p20261123', 'p20261124', 'p_max');
    expect(expiredPartitions(table('trace_heads'), present, now, retention).map(({ name }) => name)).toEqual([
      'p20261121',
    ]);
  });
});
