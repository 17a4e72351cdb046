import type { Comparison } from './compare.ts';
import { printTable } from './printTable.ts';

export function printComparison({ rows }: Comparison): void {
  printTable('What was acknowledged, and what is there', [
    ['', 'acknowledged', 'stored'],
    ...rows.map(({ what, acknowledged, stored }) => [what, acknowledged, stored]),
  ]);
}
